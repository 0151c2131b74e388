import {
  advise,
  describeBuiltIn,
  measure,
  say,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { StoredArtifact } from '../artifacts/ArtifactStore';
import { observeApply } from './applyEvidence';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
import {
  lastAttemptOf,
  NO_RUN,
  PLAN_AGAIN,
  READ_LOG,
  REVIEW_PLAN,
  seenBy,
} from './runEvidence';
import { DAY, windowOf } from './windows';

/** What the check of the archive reads. */
export interface ArtifactVerifier {
  /** Files of a run, read again and compared with what was written. */
  verify(runId: string): Promise<StoredArtifact[]>;
}

/** A plan is rarely true for longer. */
const LONG_WAIT_HOURS = 24;

const base = { group: 'plan', producer: 'iac' } as const;

/** Plan, its archive, approvals and the last apply. */
export function planChecks(options: {
  artifacts: ArtifactVerifier;
}): BuiltInCheck[] {
  return [
    {
      ...base,
      ...describeBuiltIn('plan.current'),
      required: true,
      purposes: ['apply', 'promote'],
      freshnessSeconds: windowOf(7 * DAY),
      remediation: PLAN_AGAIN,
      observe: observePlan,
    },
    {
      ...base,
      ...describeBuiltIn('plan.archived'),
      required: true,
      purposes: ['apply', 'promote'],
      freshnessSeconds: windowOf(DAY),
      remediation: advise('checks.plan.archived.do'),
      observe: async subject => observeArchive(subject, options.artifacts),
    },
    {
      ...base,
      ...describeBuiltIn('approval.pending'),
      required: true,
      purposes: ['apply', 'promote'],
      remediation: REVIEW_PLAN,
      observe: observeApprovals,
    },
    {
      ...base,
      ...describeBuiltIn('apply.last'),
      required: true,
      purposes: ['promote'],
      remediation: advise('checks.apply.last.do', { step: 'read-log' }),
      observe: observeApply,
    },
  ];
}

function observePlan(subject: CheckSubject): SaidObservation {
  const attempt = lastAttemptOf(subject);
  const { lastPlan } = subject.facts;
  // An apply that failed had a plan; `apply.last` tells of it.
  if (attempt?.state === 'errored' && !attempt.approvedAt) {
    return {
      status: 'fail',
      ...sayEnded('failed', attempt),
      next: READ_LOG,
      ...seenBy(attempt),
    };
  }
  if (attempt?.state === 'policy_failed') {
    return {
      status: 'fail',
      ...sayEnded('policy', attempt),
      next: REVIEW_PLAN,
      ...seenBy(attempt),
    };
  }
  if (!lastPlan) return NO_RUN;
  return {
    status: 'pass',
    ...say('checks.plan.current.planned', { number: lastPlan.number }),
    ...planOf(lastPlan),
  };
}

function sayEnded(how: 'failed' | 'policy', { number, error }: Run) {
  return error
    ? say(`checks.plan.current.${how}Because`, { number, error: error.message })
    : say(`checks.plan.current.${how}`, { number });
}

function planOf(run: Run) {
  return {
    ...seenBy(run, [
      { kind: 'run', runId: run.id },
      ...(run.digests
        ? [{ kind: 'plan-file', runId: run.id, sha256: run.digests.planFile }]
        : []),
    ]),
    value: run.commit?.commit,
  };
}

async function observeArchive(
  { facts }: CheckSubject,
  artifacts: ArtifactVerifier,
): Promise<SaidObservation> {
  const { lastPlan } = facts;
  if (!lastPlan) return NO_RUN;
  const stored = await artifacts.verify(lastPlan.id);
  const evidence = stored.map(({ kind, sha256 }) => ({
    kind,
    runId: lastPlan.id,
    sha256,
  }));
  const { id: runId, number } = lastPlan;
  const common = {
    evidence,
    runId,
    ...measure(undefined, say('checks.plan.archived.limit')),
  };
  const broken = stored.filter(({ intact }) => !intact);
  if (stored.length === 0 || broken.length > 0) {
    return {
      status: 'fail',
      ...(stored.length === 0
        ? say('checks.plan.archived.nothing', { number })
        : say('checks.plan.archived.broken', {
            number,
            files: broken.map(({ kind }) => kind).join(', '),
          })),
      ...common,
    };
  }
  return {
    status: 'pass',
    ...say('checks.plan.archived.intact', { number }),
    ...common,
  };
}

function observeApprovals({ facts, now }: CheckSubject): SaidObservation {
  const waiting = facts.awaitingApproval.filter(
    ({ createdAt }) =>
      now.getTime() - Date.parse(createdAt) > LONG_WAIT_HOURS * 3600_000,
  );
  const [first] = waiting;
  if (!first) {
    return { status: 'pass', ...say('checks.approval.pending.none') };
  }
  return {
    status: 'warn',
    ...(waiting.length === 1
      ? say('checks.approval.pending.one', { number: first.number })
      : say('checks.approval.pending.several', { number: waiting.length })),
    value: String(waiting.length),
    threshold: '0',
    runId: first.id,
    evidence: [
      { kind: 'run', runId: first.id, sha256: first.digests?.approval },
    ],
  };
}
