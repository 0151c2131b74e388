import type { PlanCounts, Run } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { PLAN_AGAIN, seenBy } from './runEvidence';

/** Whether what the code wants is what was applied. Apart from drift: nobody changed anything by hand. */
export const deployedCheck: ReadinessCheck = {
  id: 'changes.deployed',
  group: 'plan',
  title: 'Undeployed changes',
  why: 'A change that was merged and not applied surprises whoever applies the next one.',
  required: true,
  purposes: ['promote'],
  needs: 'A plan, or a drift check',
  remediation: { label: 'Plan the changes', step: 'plan' },
  refresh: PLAN_AGAIN,
  producer: 'iac',
  observe: observeDeployed,
};

function observeDeployed(subject: CheckSubject): CheckObservation {
  return (
    observeUnderWay(subject) ??
    observeDriftAnswer(subject) ??
    observeLastPlan(subject)
  );
}

/** A plan that waits for a person, or is being applied, says more than any before it. */
function observeUnderWay({
  facts,
}: CheckSubject): CheckObservation | undefined {
  const waiting = facts.awaitingApproval[0];
  if (waiting) {
    return {
      status: 'warn',
      summary: `The plan of run #${waiting.number} waits for approval${describe(
        waiting,
      )}`,
      runId: waiting.id,
      next: { label: 'Review the plan', step: 'review-plan' },
    };
  }
  const applying = facts.activeRuns.find(({ state }) =>
    ['approved', 'applying', 'verifying'].includes(state),
  );
  return (
    applying && {
      status: 'warn',
      summary: `Run #${applying.number} is being applied`,
      runId: applying.id,
      next: { label: 'Watch the run', step: 'watch' },
    }
  );
}

/** A drift check plans the head of the ref, too: the newer of the two knows. */
function observeDriftAnswer({
  facts,
}: CheckSubject): CheckObservation | undefined {
  const { checkedAt, undeployedChanges, runId } = facts.drift;
  if (undeployedChanges === undefined || !checkedAt) return undefined;
  const { lastPlan } = facts;
  if (lastPlan && checkedAt <= (lastPlan.finishedAt ?? lastPlan.createdAt)) {
    return undefined;
  }
  const seen = {
    observedAt: checkedAt,
    runId,
    value: `${undeployedChanges}`,
    threshold: '0',
    evidence: [{ kind: 'run', runId }],
  };
  return undeployedChanges === 0
    ? { status: 'pass', summary: 'What the code wants is applied', ...seen }
    : {
        status: 'warn',
        summary: `The code wants ${
          undeployedChanges === 1
            ? '1 change that was'
            : `${undeployedChanges} changes that were`
        } not applied`,
        ...seen,
      };
}

function observeLastPlan({ facts }: CheckSubject): CheckObservation {
  const { lastPlan, lastApply } = facts;
  if (!lastPlan) {
    return { status: 'unknown', summary: 'Nobody has planned it yet' };
  }
  const isApplied =
    lastPlan.state === 'applied' ||
    (lastApply?.state === 'applied' && lastApply.number > lastPlan.number);
  return lastPlan.hasChanges && !isApplied
    ? {
        status: 'warn',
        summary: `The plan of run #${lastPlan.number} was not applied${describe(
          lastPlan,
        )}`,
        next: { label: 'Review the plan', step: 'review-plan' },
        ...seenBy(lastPlan),
      }
    : {
        status: 'pass',
        summary: 'What the code wants is applied',
        ...seenBy(lastPlan),
      };
}

function describe({ counts }: Run): string {
  const words = counts ? describeCounts(counts) : '';
  return words && `: ${words}`;
}

/** `2 to create, 1 to replace`; what is zero is left out. */
function describeCounts(counts: PlanCounts): string {
  const parts = [
    [counts.create, 'to create'],
    [counts.update, 'to change'],
    [counts.replace, 'to replace'],
    [counts.delete, 'to destroy'],
    [counts.import, 'to import'],
    [counts.move, 'to move'],
    [counts.forget, 'to forget'],
    [
      counts.outputs,
      counts.outputs === 1 ? 'output to change' : 'outputs to change',
    ],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}
