import { isError } from '@backstage/errors';
import type { Redactor } from '@backstage-iac/engine';
import {
  safeText,
  type RedactedRunError,
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
  'LeakError',
  'InputError',
];

/** How a run ends that did not succeed. */
export interface Ending {
  state: RunState;
  error?: RedactedRunError;
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
 * @param options - `started`: Terraform may have begun to change something
 */
export function endOfApply(
  error: unknown,
  options: Circumstances & { started: boolean },
): Ending {
  const { redactor } = options;
  if (!options.started) {
    return { state: 'errored', error: explain(error, redactor) };
  }
  if (hasName(error, 'RunCanceledError')) {
    return {
      state: 'canceled',
      error: {
        message:
          options.reason === 'stopping'
            ? safeText`The backend was shut down while applying; Terraform stopped in order, and some changes may have been made`
            : safeText`Stopped on request while applying; some changes may have been made`,
        nextStep: safeText`Plan again to see what is left to do.`,
      },
    };
  }
  // What is no failure that the engine understood leaves the question open.
  return {
    state:
      isUnexpected(error) || hasName(error, 'OutcomeUnknownError')
        ? 'outcome_unknown'
        : 'errored',
    error: explain(error, redactor),
  };
}

/** A leak is worse than any end but one: what an apply did stays unknown. */
export function withLeak(ending: Ending, leak: RedactedRunError): Ending {
  const { state, error } = ending;
  return {
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
