/** The check could not tell, and a run says why. */
export class CheckFailure extends Error {
  readonly runId?: string;

  constructor(message: string, options: { runId?: string } = {}) {
    super(message);
    this.name = 'CheckFailure';
    this.runId = options.runId;
  }
}
