import {
  advise,
  describeBuiltIn,
  say,
  type PlanCounts,
  type Run,
  type Said,
  type Sentence,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
import { PLAN_AGAIN, REVIEW_PLAN, seenBy } from './runEvidence';

/** Whether what the code wants is what was applied. Apart from drift: nobody changed anything by hand. */
export const deployedCheck: BuiltInCheck = {
  ...describeBuiltIn('changes.deployed'),
  group: 'plan',
  required: true,
  purposes: ['promote'],
  remediation: advise('checks.changes.deployed.do', { step: 'plan' }),
  refresh: PLAN_AGAIN,
  producer: 'iac',
  observe: observeDeployed,
};

function observeDeployed(subject: CheckSubject): SaidObservation {
  return (
    observeUnderWay(subject) ??
    observeDriftAnswer(subject) ??
    observeLastPlan(subject)
  );
}

/** A plan that waits for a person, or is being applied, says more than any before it. */
function observeUnderWay({ facts }: CheckSubject): SaidObservation | undefined {
  const waiting = facts.awaitingApproval[0];
  if (waiting) {
    return {
      status: 'warn',
      ...sayOf('waits', waiting),
      runId: waiting.id,
      next: REVIEW_PLAN,
    };
  }
  const applying = facts.activeRuns.find(({ state }) =>
    ['approved', 'applying', 'verifying'].includes(state),
  );
  return (
    applying && {
      status: 'warn',
      ...say('checks.changes.deployed.applying', { number: applying.number }),
      runId: applying.id,
      next: advise('checks.do.watch', { step: 'watch' }),
    }
  );
}

/** A drift check plans the head of the ref, too: the newer of the two knows. */
function observeDriftAnswer({
  facts,
}: CheckSubject): SaidObservation | undefined {
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
    ? { status: 'pass', ...say('checks.changes.deployed.applied'), ...seen }
    : {
        status: 'warn',
        ...say('checks.changes.deployed.wanted', { count: undeployedChanges }),
        ...seen,
      };
}

function observeLastPlan({ facts }: CheckSubject): SaidObservation {
  const { lastPlan, lastApply } = facts;
  if (!lastPlan) {
    return {
      status: 'unknown',
      ...say('checks.changes.deployed.neverPlanned'),
    };
  }
  const isApplied =
    lastPlan.state === 'applied' ||
    (lastApply?.state === 'applied' && lastApply.number > lastPlan.number);
  return lastPlan.hasChanges && !isApplied
    ? {
        status: 'warn',
        ...sayOf('notApplied', lastPlan),
        next: REVIEW_PLAN,
        ...seenBy(lastPlan),
      }
    : {
        status: 'pass',
        ...say('checks.changes.deployed.applied'),
        ...seenBy(lastPlan),
      };
}

/** What is said of a plan, with what it would change if that is known. */
function sayOf(
  what: 'waits' | 'notApplied',
  { number, counts }: Run,
): Sentence {
  const changes = counts ? changesOf(counts) : [];
  return changes.length > 0
    ? say(`checks.changes.deployed.${what}With`, { number, changes })
    : say(`checks.changes.deployed.${what}`, { number });
}

const SORTS = [
  'create',
  'update',
  'replace',
  'delete',
  'import',
  'move',
  'forget',
] as const;

/** `2 to create, 1 to replace`; what is zero is left out. */
function changesOf(counts: PlanCounts): Said[] {
  return [
    ...SORTS.filter(sort => counts[sort] > 0).map(
      sort => say(`checks.counts.${sort}`, { number: counts[sort] }).said,
    ),
    ...(counts.outputs > 0
      ? [say('checks.counts.outputs', { count: counts.outputs }).said]
      : []),
  ];
}
