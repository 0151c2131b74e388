import { isError } from '@backstage/errors';
import type { Run, RunError, RunState } from '@backstage-iac/plugin-iac-common';
import type { StopReason } from './RunControl';

/** Names of errors whose message was written for a reader and holds no secret. */
const SAFE_ERRORS = [
  'RunFailure',
  'StalePlanError',
  'RunCanceledError',
  'OutcomeUnknownError',
  'SecretError',
  'InputError',
];

/** How a run ends that did not succeed. */
export interface Ending {
  state: RunState;
  error?: RunError;
}

/** A plan changes nothing: it can be put back in the queue when the worker must go. */
export function endOfPlan(error: unknown, reason?: StopReason): Ending {
  if (reason === 'stopping') return { state: 'pending' };
  if (reason === 'canceled' || hasName(error, 'RunCanceledError')) {
    return { state: 'canceled' };
  }
  return { state: 'errored', error: explain(error) };
}

/**
 * @param started - Terraform may have begun to change something
 */
export function endOfApply(
  error: unknown,
  options: { started: boolean; reason?: StopReason },
): Ending {
  if (!options.started) return { state: 'errored', error: explain(error) };
  if (hasName(error, 'RunCanceledError')) {
    return {
      state: 'canceled',
      error: {
        message:
          options.reason === 'stopping'
            ? 'The backend was shut down while applying; Terraform stopped in order, and some changes may have been made'
            : 'Stopped on request while applying; some changes may have been made',
        nextStep: 'Plan again to see what is left to do.',
      },
    };
  }
  // What is no failure that the engine understood leaves the question open.
  const understood = SAFE_ERRORS.some(name => hasName(error, name));
  return {
    state:
      understood && !hasName(error, 'OutcomeUnknownError')
        ? 'errored'
        : 'outcome_unknown',
    error: explain(error),
  };
}

export function explain(error: unknown): RunError {
  if (isError(error) && SAFE_ERRORS.includes(error.name)) {
    const { nextStep } = error as { nextStep?: unknown };
    return {
      message: error.message,
      ...(typeof nextStep === 'string' ? { nextStep } : {}),
    };
  }
  return {
    message: 'The run failed for a reason that is not its own',
    nextStep: 'Look for the id of the run in the log of the backend.',
  };
}

/** Whether the reader of the run learns nothing from {@link explain}. */
export function isUnexpected(error: unknown): boolean {
  return !(isError(error) && SAFE_ERRORS.includes(error.name));
}

/** What {@link Run} needs for an apply, complete only after a plan. */
export function expectedPlan(run: Run) {
  const { digests, commit, statePosition } = run;
  if (!digests || !commit || !statePosition) return undefined;
  return { digests, commit: commit.commit, statePosition };
}

function hasName(error: unknown, name: string): boolean {
  return isError(error) && error.name === name;
}
