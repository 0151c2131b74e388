import type { ApplyProgress } from '@backstage-iac/plugin-iac-common';

export interface RunFailureOptions {
  /** What to do about it, one sentence. */
  nextStep?: string;
  cause?: unknown;
  /** Of an apply that began. */
  progress?: ApplyProgress;
  /** Terraform could not save its state; it was kept, sealed. */
  rescuedState?: boolean;
}

/** A failure of a run that its reader can act on. The message is redacted. */
export class RunFailure extends Error {
  readonly progress?: ApplyProgress;
  readonly rescuedState: boolean;
  readonly nextStep?: string;

  constructor(message: string, options: RunFailureOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'RunFailure';
    this.nextStep = options.nextStep;
    this.progress = options.progress;
    this.rescuedState = options.rescuedState ?? false;
  }
}

/** The plan may no longer be applied: something it depends on has moved. */
export class StalePlanError extends RunFailure {
  constructor(message: string) {
    super(message, { nextStep: 'Plan again and review the new plan.' });
    this.name = 'StalePlanError';
  }
}

/** The run was stopped on request, and Terraform ended in order. */
export class RunCanceledError extends RunFailure {
  constructor(
    message = 'The run was canceled',
    options: RunFailureOptions = {},
  ) {
    super(message, options);
    this.name = 'RunCanceledError';
  }
}

/** An apply ended without telling what it did. Never retried. */
export class OutcomeUnknownError extends RunFailure {
  constructor(message: string, options: RunFailureOptions = {}) {
    super(message, {
      nextStep:
        'Look at the log and run a plan to compare state and reality before anything else.',
      ...options,
    });
    this.name = 'OutcomeUnknownError';
  }
}
