import { isError } from '@backstage/errors';
import { RunFailure } from '@backstage-iac/engine';
import type {
  ApplyProgress,
  Run,
  RunError,
  RunState,
} from '@backstage-iac/plugin-iac-common';
import type { StopReason } from './RunControl';

/** Names of errors whose message was written for a reader and holds no secret. */
const SAFE_ERRORS = [
  'RunFailure',
  'StalePlanError',
  'RunCanceledError',
  'OutcomeUnknownError',
  'UnknownKeyError',
  'SecretError',
  'InputError',
  'ConflictError',
];

/** How a run ends that did not succeed. */
export interface Ending {
  state: RunState;
  error?: RunError;
  /** What an apply did before it ended. */
  progress?: ApplyProgress;
  /** Terraform could not save its state; the engine kept it. */
  rescuedState?: boolean;
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
 * An apply may have changed something before it failed: what it did is kept with
 * the ending, and what is no failure that the engine understood leaves the
 * question open.
 *
 * @param options - `started`: Terraform may have begun to change something
 */
export function endOfApply(
  error: unknown,
  options: { started: boolean; reason?: StopReason },
): Ending {
  const canceled = hasName(error, 'RunCanceledError');
  if (!options.started) {
    return canceled
      ? { state: 'canceled', error: stoppedBefore(options.reason) }
      : { state: 'errored', error: explain(error) };
  }
  const traces = tracesOf(error);
  if (canceled) {
    return {
      ...traces,
      state: 'canceled',
      error: stoppedWhile(options.reason, traces.progress),
    };
  }
  const understood = SAFE_ERRORS.some(name => hasName(error, name));
  return {
    ...traces,
    state:
      understood && !hasName(error, 'OutcomeUnknownError')
        ? 'errored'
        : 'outcome_unknown',
    error: explain(error),
  };
}

function tracesOf(error: unknown): Pick<Ending, 'progress' | 'rescuedState'> {
  return error instanceof RunFailure
    ? {
        progress: error.progress,
        ...(error.rescuedState ? { rescuedState: true } : {}),
      }
    : {};
}

function stoppedBefore(reason?: StopReason): RunError {
  return {
    message:
      reason === 'stopping'
        ? 'The backend was shut down before Terraform began; nothing was changed'
        : 'Stopped on request before Terraform began; nothing was changed',
    nextStep: 'Plan again.',
  };
}

function stoppedWhile(reason?: StopReason, progress?: ApplyProgress): RunError {
  const what =
    progress === undefined
      ? 'some changes may have been made'
      : `${progress.done.length} changes were made, ${progress.unfinished.length} were begun and not finished`;
  return {
    message:
      reason === 'stopping'
        ? `The backend was shut down while applying; Terraform stopped in order, and ${what}`
        : `Stopped on request while applying; ${what}`,
    nextStep: 'Plan again to see what is left to do.',
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
