import {
  safeText,
  type RedactedStage,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import type { RunPatch, StoredRun } from './runRow';

/** A plan that takes its worker down each time is given up after this many. */
const MAX_ATTEMPTS = 3;

/**
 * What becomes of a run whose worker died. A plan or drift check changes
 * nothing and starts again; an apply is never retried by itself.
 */
export function recoverRun(run: StoredRun): {
  state: RunState;
  patch: RunPatch;
} {
  if (run.state === 'applying' || run.state === 'verifying') {
    return {
      state: 'outcome_unknown',
      patch: {
        stages: stopRunningStages(run.stages),
        error: {
          message: safeText`The worker was lost while applying; what it changed is not known`,
          nextStep: safeText`Read the log, check that nothing else holds the state lock, then plan to compare state and reality.`,
        },
      },
    };
  }
  if (run.cancelRequestedBy) {
    return {
      state: 'canceled',
      patch: { stages: stopRunningStages(run.stages) },
    };
  }
  if (run.state === 'policy_checking' || run.attempt >= MAX_ATTEMPTS) {
    return {
      state: 'errored',
      patch: {
        stages: stopRunningStages(run.stages),
        error: {
          message: safeText`The worker was lost in state '${run.state}', in attempt ${run.attempt}`,
          nextStep: safeText`Look at the log of the backend, then plan again.`,
        },
      },
    };
  }
  return { state: 'pending', patch: { stages: [] } };
}

/** Stages that were under way have failed when their worker is gone. */
export function stopRunningStages(stages: RedactedStage[]): RedactedStage[] {
  return stages.map(stage =>
    stage.status === 'running' ? { ...stage, status: 'failed' } : stage,
  );
}
