import type { Run } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import type { StoredArtifact } from '../artifacts/ArtifactStore';
import { lastAttemptOf, NO_RUN, seenBy } from './runEvidence';
import { DAY, windowOf } from './windows';

/** What the check of the archive reads. */
export interface ArtifactVerifier {
  /** Files of a run, read again and compared with what was written. */
  verify(runId: string): Promise<StoredArtifact[]>;
}

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
      remediation: { label: 'Plan' },
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
      remediation: { label: 'Review the plan' },
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
      remediation: { label: 'Read the log of the apply, and plan again' },
      observe: observeApply,
    },
  ];
}

function observePlan(subject: CheckSubject): CheckObservation {
  const attempt = lastAttemptOf(subject);
  const { lastPlan } = subject.readiness;
  if (attempt && ['errored', 'policy_failed'].includes(attempt.state)) {
    return {
      status: 'fail',
      summary: `Run #${attempt.number} failed${
        attempt.error ? `: ${attempt.error.message}` : ''
      }`,
      ...seenBy(attempt),
    };
  }
  if (!lastPlan) return NO_RUN;
  const planned = planOf(lastPlan);
  if (lastPlan.hasChanges && !isApplied(lastPlan, subject)) {
    return {
      status: 'warn',
      summary: `The plan of run #${lastPlan.number} has changes that are not applied`,
      ...planned,
    };
  }
  return {
    status: 'pass',
    summary: `Run #${lastPlan.number} left nothing to apply`,
    ...planned,
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
    threshold: 'no changes, or applied',
  };
}

function isApplied(plan: Run, { readiness }: CheckSubject): boolean {
  const { lastApply } = readiness;
  return (
    plan.state === 'applied' ||
    (lastApply?.state === 'applied' && lastApply.number > plan.number)
  );
}

async function observeArchive(
  { readiness }: CheckSubject,
  artifacts: ArtifactVerifier,
): Promise<CheckObservation> {
  const { lastPlan } = readiness;
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

function observeApprovals({ readiness }: CheckSubject): CheckObservation {
  const [waiting, ...others] = readiness.awaitingApproval;
  if (!waiting) {
    return { status: 'pass', summary: 'No plan waits for approval' };
  }
  return {
    status: 'warn',
    summary:
      others.length === 0
        ? `The plan of run #${waiting.number} waits for approval`
        : `The plans of ${others.length + 1} runs wait for approval`,
    value: String(others.length + 1),
    threshold: '0',
    runId: waiting.id,
    evidence: [
      {
        kind: 'run',
        runId: waiting.id,
        sha256: waiting.digests?.approval,
      },
    ],
  };
}

function observeApply(subject: CheckSubject): CheckObservation {
  const run = subject.readiness.lastApply;
  if (!run) {
    return {
      status: 'not-applicable',
      summary: 'Nothing was ever applied by the portal',
    };
  }
  const seen = { value: run.state, threshold: 'applied', ...seenBy(run) };
  if (run.state === 'applied') {
    return run.error
      ? { status: 'warn', summary: run.error.message, ...seen }
      : { status: 'pass', summary: `Run #${run.number} was applied`, ...seen };
  }
  return {
    status: 'fail',
    summary:
      run.state === 'outcome_unknown'
        ? `Nobody knows what the apply of run #${run.number} did`
        : `The apply of run #${run.number} did not succeed${
            run.error ? `: ${run.error.message}` : ''
          }`,
    ...seen,
  };
}
