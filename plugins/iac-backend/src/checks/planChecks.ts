import type { Run } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import type { StoredArtifact } from '../artifacts/ArtifactStore';
import { observeApply } from './applyEvidence';
import {
  lastAttemptOf,
  NO_RUN,
  PLAN_AGAIN,
  READ_LOG,
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
}): ReadinessCheck[] {
  return [
    {
      ...base,
      id: 'plan.current',
      title: 'Current plan',
      why: 'Who does not know what an apply would do finds out by applying.',
      required: true,
      purposes: ['apply', 'promote'],
      freshnessSeconds: windowOf(7 * DAY),
      needs: 'A plan',
      remediation: PLAN_AGAIN,
      observe: observePlan,
    },
    {
      ...base,
      id: 'plan.archived',
      title: 'Archived plan',
      why: 'An audit asks for the plan that was approved, as it was.',
      required: true,
      purposes: ['apply', 'promote'],
      freshnessSeconds: windowOf(DAY),
      needs: 'A plan',
      remediation: {
        label: 'Plan again, and find out who changed the archive',
      },
      observe: async subject => observeArchive(subject, options.artifacts),
    },
    {
      ...base,
      id: 'approval.pending',
      title: 'Approvals',
      why: 'A plan that waits for days is applied to a world that moved on.',
      required: true,
      purposes: ['apply', 'promote'],
      needs: 'Nothing',
      remediation: { label: 'Review the plan', step: 'review-plan' },
      observe: observeApprovals,
    },
    {
      ...base,
      id: 'apply.last',
      title: 'Last apply',
      why: 'After an apply that failed half-way neither code nor state tell what is there.',
      required: true,
      purposes: ['promote'],
      needs: 'An apply',
      remediation: {
        label: 'Read the log of the apply, and plan again',
        step: 'read-log',
      },
      observe: observeApply,
    },
  ];
}

function observePlan(subject: CheckSubject): CheckObservation {
  const attempt = lastAttemptOf(subject);
  const { lastPlan } = subject.facts;
  const detail = attempt?.error ? `: ${attempt.error.message}` : '';
  // An apply that failed had a plan; `apply.last` tells of it.
  if (attempt?.state === 'errored' && !attempt.approvedAt) {
    return {
      status: 'fail',
      summary: `The plan of run #${attempt.number} failed${detail}`,
      next: READ_LOG,
      ...seenBy(attempt),
    };
  }
  if (attempt?.state === 'policy_failed') {
    return {
      status: 'fail',
      summary: `The plan of run #${attempt.number} is against a policy${detail}`,
      next: { label: 'Review the plan', step: 'review-plan' },
      ...seenBy(attempt),
    };
  }
  if (!lastPlan) return NO_RUN;
  return {
    status: 'pass',
    summary: `Planned by run #${lastPlan.number}`,
    ...planOf(lastPlan),
  };
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
): Promise<CheckObservation> {
  const { lastPlan } = facts;
  if (!lastPlan) return NO_RUN;
  const stored = await artifacts.verify(lastPlan.id);
  const evidence = stored.map(({ kind, sha256 }) => ({
    kind,
    runId: lastPlan.id,
    sha256,
  }));
  const common = { evidence, runId: lastPlan.id, threshold: 'same digest' };
  const broken = stored.filter(({ intact }) => !intact);
  if (stored.length === 0 || broken.length > 0) {
    return {
      status: 'fail',
      summary:
        stored.length === 0
          ? `Nothing of run #${lastPlan.number} is archived`
          : `Of run #${
              lastPlan.number
            } the archive has lost or changed: ${broken
              .map(({ kind }) => kind)
              .join(', ')}`,
      ...common,
    };
  }
  return {
    status: 'pass',
    summary: `The archive of run #${lastPlan.number} is what was written`,
    ...common,
  };
}

function observeApprovals({ facts, now }: CheckSubject): CheckObservation {
  const waiting = facts.awaitingApproval.filter(
    ({ createdAt }) =>
      now.getTime() - Date.parse(createdAt) > LONG_WAIT_HOURS * 3600_000,
  );
  const [first] = waiting;
  if (!first) {
    return { status: 'pass', summary: 'No plan waits too long for approval' };
  }
  return {
    status: 'warn',
    summary: `${
      waiting.length === 1
        ? `The plan of run #${first.number} has waited`
        : `The plans of ${waiting.length} runs have waited`
    } for approval longer than a day`,
    value: String(waiting.length),
    threshold: '0',
    runId: first.id,
    evidence: [
      { kind: 'run', runId: first.id, sha256: first.digests?.approval },
    ],
  };
}
