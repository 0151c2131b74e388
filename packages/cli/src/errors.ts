/** A mistake that the person at the terminal can put right. */
export class UsageError extends Error {
  /** What to do about it. */
  readonly nextStep?: string;

  constructor(message: string, options: { nextStep?: string } = {}) {
    super(message);
    this.name = 'UsageError';
    this.nextStep = options.nextStep;
  }
}

/** One or two lines: what went wrong, and what to do next. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Error: ${String(error)}`;
  const next =
    'nextStep' in error && typeof error.nextStep === 'string'
      ? `\nNext:  ${error.nextStep}`
      : '';
  return `Error: ${error.message}${next}`;
}
