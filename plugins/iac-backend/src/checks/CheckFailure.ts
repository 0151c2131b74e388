import type {
  Remediation,
  Said,
  Sentence,
} from '@backstage-iac/plugin-iac-common';

/** The check could not tell, and a run says why. */
export class CheckFailure extends Error {
  readonly said: Said;
  readonly runId?: string;
  readonly next?: Remediation;

  /** @param sentence - whole, as it is shown: `The check itself failed: …` */
  constructor(
    { summary, said }: Sentence,
    options: { runId?: string; next?: Remediation } = {},
  ) {
    super(summary);
    this.name = 'CheckFailure';
    this.said = said;
    this.runId = options.runId;
    this.next = options.next;
  }
}
