import type {
  PlanCounts,
  Run,
  VerdictReason,
} from '@backstage-iac/plugin-iac-common';
import type { ReadinessInput } from './computeReadiness';

/** What the code wants and nobody has applied, from the newest run that knows. */
export function pendingChanges(input: ReadinessInput): VerdictReason[] {
  const waiting = input.activeRuns.find(
    ({ state }) => state === 'awaiting_approval',
  );
  if (waiting) {
    return [
      {
        verdict: 'pending_changes',
        message: `The plan of run #${waiting.number} waits for approval`,
        detail: waiting.counts && describeCounts(waiting.counts),
        next: 'review-plan',
        runId: waiting.id,
      },
    ];
  }
  const applying = input.activeRuns.find(({ state }) =>
    ['approved', 'applying', 'verifying'].includes(state),
  );
  if (applying) {
    return [
      {
        verdict: 'pending_changes',
        message: `Run #${applying.number} is being applied`,
        next: 'watch',
        runId: applying.id,
      },
    ];
  }
  const { driftAnswer, lastPlan } = input;
  if (driftAnswer && isNewer(driftAnswer.checkedAt, lastPlan)) {
    return driftAnswer.undeployedChanges > 0 &&
      isNewer(driftAnswer.checkedAt, input.lastApply)
      ? [
          {
            verdict: 'pending_changes',
            message: `The code wants ${driftAnswer.undeployedChanges} ${plural(
              'change',
              driftAnswer.undeployedChanges,
            )} that ${
              driftAnswer.undeployedChanges === 1 ? 'was' : 'were'
            } not applied`,
            next: 'plan',
            runId: driftAnswer.runId,
          },
        ]
      : [];
  }
  if (!lastPlan?.hasChanges || wasApplied(lastPlan, input.lastApply)) return [];
  return [
    {
      verdict: 'pending_changes',
      message: `The plan of run #${lastPlan.number} was not applied`,
      detail: lastPlan.counts && describeCounts(lastPlan.counts),
      next: 'review-plan',
      runId: lastPlan.id,
    },
  ];
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
    [counts.outputs, `${plural('output', counts.outputs)} to change`],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}

function isNewer(time: string, run: Run | undefined): boolean {
  return !run || time > (run.finishedAt ?? run.createdAt);
}

/** This plan itself, or another since. */
function wasApplied(plan: Run, apply: Run | undefined): boolean {
  return (
    plan.state === 'applied' ||
    (apply?.state === 'applied' && apply.number > plan.number)
  );
}

function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}
