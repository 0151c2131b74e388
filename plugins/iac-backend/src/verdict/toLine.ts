import type {
  EnvironmentFacts,
  ReadinessLine,
  StoredVerdict,
} from '@backstage-iac/plugin-iac-common';
import { createHash } from 'node:crypto';

/** The line of the list that goes with a verdict. */
export function toLine(
  verdict: StoredVerdict,
  { environment, drift, lastApply }: EnvironmentFacts,
): Omit<ReadinessLine, 'since'> {
  return {
    environment: environment.name,
    title: environment.title,
    tier: environment.tier,
    owner: environment.owner,
    verdict: verdict.verdict,
    readyFor: verdict.readyFor,
    worstReason: verdict.reasons[0],
    reasonCount: verdict.reasons.length,
    groups: verdict.groups,
    counts: verdict.counts,
    drift: {
      status: drift.status,
      count: drift.count,
      checkedAt: drift.checkedAt,
    },
    lastApply: lastApply && {
      runId: lastApply.id,
      number: lastApply.number,
      state: lastApply.state,
      finishedAt: lastApply.finishedAt,
    },
    evaluatedAt: verdict.evaluatedAt,
  };
}

/** The same for verdicts that say the same; times that only move on are left out. */
export function signatureOf(verdict: StoredVerdict): string {
  const said = {
    verdict: verdict.verdict,
    readyFor: verdict.readyFor,
    policyVersion: verdict.policyVersion,
    reasons: verdict.reasons.map(({ kind, checkId, verdict: weight }) => [
      kind,
      checkId,
      weight,
    ]),
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** When the oldest of what is required was seen. */
export function oldestProofOf(verdict: StoredVerdict): string {
  return verdict.inputs
    .filter(({ required, status }) => required && status !== 'not-applicable')
    .map(({ observedAt }) => observedAt)
    .reduce(
      (oldest, time) => (time < oldest ? time : oldest),
      verdict.evaluatedAt,
    );
}
