import { ResponseError } from '@backstage/errors';

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
  if (ResponseError.is(error)) {
    // The outer message has the status alone; the portal's own says why.
    return `Error: ${error.message}: ${error.cause.message}`;
  }
  const next =
    'nextStep' in error && typeof error.nextStep === 'string'
      ? `\nNext:  ${error.nextStep}`
      : '';
  return `Error: ${error.message}${next}`;
}
