import {
  canTransition,
  type Run,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import type { Cluster } from './Cluster';
import type { Environment } from './Environment';
import type { FaultName } from './faults';
import { addressOf, unmanaged } from './Person';
import { Violation } from './Violation';

/** Faults that hit only the run they were meant for, or nothing that a run may not survive. */
const HARMLESS_TO_OTHERS: readonly FaultName[] = [
  'none',
  'kill terraform',
  'drop database',
  'clock jump',
];

/** Faults that not even the run itself may suffer from. */
const HARMLESS: readonly FaultName[] = ['none', 'drop database', 'clock jump'];

const GOOD: readonly RunState[] = ['applied', 'planned_and_finished'];

/** After everything: what the cloud has is what the state has, once each. */
export function checkObjects(environment: Environment): void {
  const seen = new Set<string>();
  for (const object of environment.cloud()) {
    const address = addressOf(object);
    if (seen.has(address)) {
      throw new Violation('created twice', `${address} exists twice`);
    }
    seen.add(address);
  }
  const [lost] = unmanaged(environment);
  if (lost) {
    throw new Violation(
      'lost',
      `${addressOf(lost)} is in the cloud and not in the state`,
    );
  }
}

/** A run that nothing happened to succeeds, at the first attempt. */
export function checkHealthy(options: {
  fault: FaultName;
  /** The run that the fault was meant for. */
  victim: Run;
  /** One on another environment at the same time. */
  bystander: Run;
}): void {
  const { fault, victim, bystander } = options;
  const healthy = [
    ...(HARMLESS_TO_OTHERS.includes(fault) ? [bystander] : []),
    ...(HARMLESS.includes(fault) ? [victim] : []),
  ];
  for (const run of healthy) {
    if (GOOD.includes(run.state) && run.attempt <= 1) continue;
    throw new Violation(
      'healthy run failed',
      `${run.operation} of ${run.environment} ended as '${
        run.state
      }' in attempt ${run.attempt}: ${run.error?.message ?? ''}`,
    );
  }
}

/** Every run's changes of state are recorded, each follows from the one before, and the last is where it stands. */
export async function checkHistory(
  cluster: Cluster,
  environment: Environment,
): Promise<void> {
  const runs = await cluster
    .knex('iac_runs')
    .where({ environment: environment.name })
    .select<{ id: string; number: number; state: RunState }[]>(
      'id',
      'number',
      'state',
    );
  for (const run of runs) {
    const entries = await cluster
      .knex('iac_run_history')
      .where({ run_id: run.id })
      .orderBy('seq')
      .select<{ from_state: RunState | null; to_state: RunState }[]>(
        'from_state',
        'to_state',
      );
    let state: RunState | null = null;
    for (const { from_state: from, to_state: to } of entries) {
      if (from !== state || (from && !canTransition(from, to))) {
        throw new Violation(
          'history incomplete',
          `run #${run.number} went from '${from}' to '${to}' when it was '${state}'`,
        );
      }
      state = to;
    }
    if (state !== run.state) {
      throw new Violation(
        'history incomplete',
        `run #${run.number} is '${run.state}', its history ends at '${state}'`,
      );
    }
  }
}
