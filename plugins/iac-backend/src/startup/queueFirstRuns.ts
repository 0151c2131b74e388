import { safeText, type Operation } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import type { RunStore } from '../database/RunStore';
import { PLUGIN_SUBJECT } from '../service/subjects';

const FIRST_OPERATIONS: readonly Operation[] = ['plan-only', 'drift-check'];

/**
 * Plans and checks every environment that never had a run, so that the first
 * page a person opens shows results. Hosts that start together ask with the
 * same key, and get the same run.
 */
export async function queueFirstRuns(options: {
  environments: EnvironmentDefinition[];
  runs: RunStore;
}): Promise<void> {
  const runnable = options.environments.filter(({ problem }) => !problem);
  const known = await options.runs.latest(runnable.map(({ name }) => name));
  for (const { name } of runnable.filter(other => !known.has(other.name))) {
    for (const operation of FIRST_OPERATIONS) {
      await options.runs.create({
        environment: name,
        operation,
        trigger: 'startup',
        createdBy: PLUGIN_SUBJECT,
        reason: safeText`First start of the portal`,
        idempotencyKey: `startup:${name}:${operation}`,
      });
    }
  }
}
