import { ConflictError } from '@backstage/errors';
import type { Redactor } from '@backstage-iac/engine';
import type { RedactedText } from '@backstage-iac/plugin-iac-common';

/** What people type about an environment: they paste what they copied, and so it is redacted before it is stored. */
export class SpokenText {
  readonly #redactorOf: (environment: string) => Promise<Redactor>;

  /** @param options - `redactorOf`: reads the environment's secrets */
  constructor(options: {
    redactorOf: (environment: string) => Promise<Redactor>;
  }) {
    this.#redactorOf = options.redactorOf;
  }

  /**
   * @param environment - name
   * @throws ConflictError when the secrets of the environment cannot be read
   */
  async redact(environment: string, text: string): Promise<RedactedText> {
    if (text === '') return text as RedactedText;
    try {
      const redactor = await this.#redactorOf(environment);
      return redactor.redact(text);
    } catch {
      // Without the cause: what a secret source says goes to no log from here.
      throw new ConflictError(
        `The secrets of environment '${environment}' cannot be read, and so what you wrote cannot be checked for them: leave it out, or try again`,
      );
    }
  }

  /** {@link redact} for what may be left out. */
  async redactIfGiven(
    environment: string,
    text: string | undefined,
  ): Promise<RedactedText | undefined> {
    return text === undefined ? undefined : this.redact(environment, text);
  }
}
