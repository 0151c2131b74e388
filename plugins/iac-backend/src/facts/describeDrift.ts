import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import type { FactsInput } from './describeFacts';

/**
 * What is known of drift now. `failed` when the newest check gave no answer,
 * `unknown` when there was none, or when an apply has overtaken it.
 */
export function describeDrift(
  input: Pick<
    FactsInput,
    'driftAnswer' | 'freshnessSeconds' | 'lastApply' | 'lastDriftCheck' | 'now'
  >,
): EnvironmentDrift {
  const { driftAnswer, lastDriftCheck, now, freshnessSeconds } = input;
  const failed = lastDriftCheck?.state === 'errored';
  if (!driftAnswer) {
    return {
      status: failed ? 'failed' : 'unknown',
      stale: true,
      runId: failed ? lastDriftCheck.id : undefined,
      addresses: [],
    };
  }
  const superseded = isSuperseded(input);
  const ageSeconds =
    (now.getTime() - new Date(driftAnswer.checkedAt).getTime()) / 1000;
  const known = !failed && !superseded;
  return {
    status: answered(driftAnswer.status, { failed, superseded }),
    count: known ? driftAnswer.count : undefined,
    undeployedChanges: superseded ? undefined : driftAnswer.undeployedChanges,
    checkedAt: driftAnswer.checkedAt,
    since: superseded ? undefined : driftAnswer.since,
    stale: superseded || ageSeconds > freshnessSeconds,
    runId: failed ? lastDriftCheck.id : driftAnswer.runId,
    addresses: superseded ? [] : driftAnswer.addresses,
  };
}

function answered(
  status: EnvironmentDrift['status'],
  { failed, superseded }: { failed: boolean; superseded: boolean },
): EnvironmentDrift['status'] {
  if (failed) return 'failed';
  return superseded ? 'unknown' : status;
}

/** An apply has changed what the last answer was about. */
function isSuperseded({
  driftAnswer,
  lastApply,
}: Pick<FactsInput, 'driftAnswer' | 'lastApply'>): boolean {
  return (
    !!driftAnswer &&
    !!lastApply?.finishedAt &&
    lastApply.finishedAt > driftAnswer.checkedAt
  );
}
