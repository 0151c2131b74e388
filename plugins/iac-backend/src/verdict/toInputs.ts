import {
  say,
  type CheckWaiver,
  type ReadinessCheckResult,
  type VerdictInput,
} from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import type { CheckRegistry } from '../checks/CheckRegistry';

/** Every check there is with what it saw last: one that never looked is unknown, not absent. */
export function toInputs(options: {
  checks: CheckRegistry;
  definition: EnvironmentDefinition;
  results: ReadonlyMap<string, ReadinessCheckResult>;
  /** Those that wait are left out. */
  waivers: readonly CheckWaiver[];
  at: Date;
}): VerdictInput[] {
  const { checks, definition, results, waivers, at } = options;
  return checks.all().map(check => {
    const description = checks.describe(check, definition);
    const result = results.get(check.id) ?? neverLooked(check.id, at);
    const waiver = waivers.find(
      ({ checkId, state }) => checkId === check.id && state === 'active',
    );
    return {
      checkId: check.id,
      group: description.group,
      title: description.title,
      required: description.required,
      purposes: description.purposes,
      status: result.status,
      lastKnownStatus: result.lastKnown?.status,
      summary: result.summary,
      said: result.said,
      observedAt: result.observedAt,
      freshnessSeconds: description.freshnessSeconds,
      remediation: result.next ?? description.remediation,
      // What the result itself says goes before what is true in general.
      refresh: result.next ? undefined : description.refresh,
      runId: result.runId,
      waiver: waiver && {
        id: waiver.id,
        approvedAt: waiver.decidedAt ?? waiver.requestedAt,
        expiresAt: waiver.expiresAt,
      },
    };
  });
}

export function neverLooked(checkId: string, at: Date): ReadinessCheckResult {
  return {
    checkId,
    status: 'unknown',
    ...say('checks.neverLooked'),
    evidence: [],
    observedAt: at.toISOString(),
    producer: 'iac',
  };
}
