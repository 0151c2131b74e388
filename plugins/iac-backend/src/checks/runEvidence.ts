import {
  advise,
  say,
  type CheckEvidence,
  type Run,
  type Stage,
  type StageName,
} from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
} from '@backstage-iac/plugin-iac-node';
import type { SaidObservation } from './BuiltInCheck';

/** The newest run of the environment's own ref that ended and was no drift check, else the newest plan. */
export function lastAttemptOf({ facts }: CheckSubject): Run | undefined {
  return facts.lastAttempt ?? facts.lastPlan;
}

/** The newest of plan, attempt and drift check: what fetched the source and read the state last. */
export function newestRunOf({ facts }: CheckSubject): Run | undefined {
  return [facts.lastAttempt, facts.lastPlan, facts.lastDriftCheck]
    .filter(run => run !== undefined)
    .sort((a, b) => b.number - a.number)[0];
}

export function stageOf(run: Run, name: StageName): Stage | undefined {
  return run.stages.find(stage => stage.name === name);
}

/** When a run saw what it saw, and a link to it. */
export function seenBy(
  run: Run,
  evidence: CheckEvidence[] = [{ kind: 'run', runId: run.id }],
): Pick<CheckObservation, 'observedAt' | 'runId' | 'evidence'> {
  return {
    observedAt: run.finishedAt ?? run.startedAt ?? run.createdAt,
    runId: run.id,
    evidence,
  };
}

/** No run has looked yet. */
export const NO_RUN: SaidObservation = {
  status: 'unknown',
  ...say('checks.noRun'),
};

/** Makes the checks that read a plan look again. */
export const PLAN_AGAIN = advise('checks.do.plan', { step: 'plan' });

export const READ_LOG = advise('checks.do.readLog', { step: 'read-log' });

export const REVIEW_PLAN = advise('checks.do.reviewPlan', {
  step: 'review-plan',
});
