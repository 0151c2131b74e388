/** A failure of a run that its reader can act on. The message is redacted. */
export class RunFailure extends Error {
  /** What to do about it, one sentence. */
  readonly nextStep?: string;

  constructor(
    message: string,
    options: { nextStep?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'RunFailure';
    this.nextStep = options.nextStep;
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
  constructor(message = 'The run was canceled') {
    super(message);
    this.name = 'RunCanceledError';
  }
}

/** An apply ended without telling what it did. Never retried. */
export class OutcomeUnknownError extends RunFailure {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, {
      ...options,
      nextStep:
        'Look at the log and run a plan to compare state and reality before anything else.',
    });
    this.name = 'OutcomeUnknownError';
  }
}
