import type { Remediation } from '@backstage-iac/plugin-iac-common';

/** The check could not tell, and a run says why. */
export class CheckFailure extends Error {
  readonly runId?: string;
  readonly next?: Remediation;

  constructor(
    message: string,
    options: { runId?: string; next?: Remediation } = {},
  ) {
    super(message);
    this.name = 'CheckFailure';
    this.runId = options.runId;
    this.next = options.next;
  }
}
