import { isError } from '@backstage/errors';
import { RunFailure, type Redactor } from '@backstage-iac/engine';
import {
  safeText,
  type ApplyProgress,
  type RedactedRunError,
  type RedactedText,
  type Run,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import type { StopReason } from './RunControl';

/** Names of errors whose message was written for a reader. */
const READABLE_ERRORS = [
  'RunFailure',
  'StalePlanError',
  'RunCanceledError',
  'OutcomeUnknownError',
  'UnknownKeyError',
  'SecretError',
  'LeakError',
  'InputError',
  'ConflictError',
];

/** How a run ends that did not succeed. */
export interface Ending {
  state: RunState;
  error?: RedactedRunError;
  /** What an apply did before it ended. */
  progress?: ApplyProgress;
  /** Terraform could not save its state; the engine kept it. */
  rescuedState?: boolean;
}

/** What is known when a run has failed. */
interface Circumstances {
  redactor: Redactor;
  reason?: StopReason;
}

/** A plan changes nothing: it can be put back in the queue when the worker must go. */
export function endOfPlan(error: unknown, options: Circumstances): Ending {
  const { reason, redactor } = options;
  if (reason === 'stopping') return { state: 'pending' };
  if (reason === 'canceled' || hasName(error, 'RunCanceledError')) {
    return { state: 'canceled' };
  }
  return { state: 'errored', error: explain(error, redactor) };
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
  options: Circumstances & { started: boolean },
): Ending {
  const { redactor } = options;
  const canceled = hasName(error, 'RunCanceledError');
  if (!options.started) {
    return canceled
      ? { state: 'canceled', error: stoppedBefore(options.reason) }
      : { state: 'errored', error: explain(error, redactor) };
  }
  const traces = tracesOf(error);
  if (canceled) {
    return {
      ...traces,
      state: 'canceled',
      error: stoppedWhile(options.reason, traces.progress),
    };
  }
  const understood = READABLE_ERRORS.some(name => hasName(error, name));
  return {
    ...traces,
    state:
      understood && !hasName(error, 'OutcomeUnknownError')
        ? 'errored'
        : 'outcome_unknown',
    error: explain(error, redactor),
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

function stoppedBefore(reason?: StopReason): RedactedRunError {
  return {
    message:
      reason === 'stopping'
        ? safeText`The backend was shut down before Terraform began; nothing was changed`
        : safeText`Stopped on request before Terraform began; nothing was changed`,
    nextStep: safeText`Plan again.`,
  };
}

function changes(count: number): RedactedText {
  return count === 1 ? safeText`1 change was` : safeText`${count} changes were`;
}

function stoppedWhile(
  reason?: StopReason,
  progress?: ApplyProgress,
): RedactedRunError {
  const what =
    progress === undefined
      ? safeText`some changes may have been made`
      : safeText`${changes(progress.done.length)} made, ${changes(
          progress.unfinished.length,
        )} begun and not finished`;
  return {
    message:
      reason === 'stopping'
        ? safeText`The backend was shut down while applying; Terraform stopped in order, and ${what}`
        : safeText`Stopped on request while applying; ${what}`,
    nextStep: safeText`Plan again to see what is left to do.`,
  };
}

/** A leak is worse than any end but one: what an apply did stays unknown. */
export function withLeak(ending: Ending, leak: RedactedRunError): Ending {
  const { state, error } = ending;
  return {
    ...ending,
    state: state === 'outcome_unknown' ? state : 'errored',
    error: error
      ? { ...leak, message: safeText`${error.message}. ${leak.message}` }
      : leak,
  };
}

export function explain(error: unknown, redactor: Redactor): RedactedRunError {
  if (isError(error) && READABLE_ERRORS.includes(error.name)) {
    const { nextStep } = error as { nextStep?: unknown };
    return {
      message: redactor.redact(error.message),
      ...(typeof nextStep === 'string'
        ? { nextStep: redactor.redact(nextStep) }
        : {}),
    };
  }
  return {
    message: safeText`The run failed for a reason that is not its own`,
    nextStep: safeText`Look for the id of the run in the log of the backend.`,
  };
}

/** Whether the reader of the run learns nothing from {@link explain}. */
export function isUnexpected(error: unknown): boolean {
  return !(isError(error) && READABLE_ERRORS.includes(error.name));
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
