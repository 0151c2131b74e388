import type { RedactedText } from '@backstage-iac/plugin-iac-common';
import type { RunStore } from '../database/RunStore';
import type { SpokenText } from '../service/SpokenText';

/** What people type about a run, redacted with the secrets of its environment. */
export class RunSpokenText {
  readonly #runs: RunStore;
  readonly #spoken: SpokenText;

  constructor(options: { runs: RunStore; spoken: SpokenText }) {
    this.#runs = options.runs;
    this.#spoken = options.spoken;
  }

  /**
   * @throws NotFoundError when there is no such run
   * @throws ConflictError when the secrets of its environment cannot be read
   */
  async redact(runId: string, text: string): Promise<RedactedText> {
    const { environment } = await this.#runs.get(runId);
    return this.#spoken.redact(environment, text);
  }

  /** {@link redact} for what may be left out. */
  async redactIfGiven(
    runId: string,
    text: string | undefined,
  ): Promise<RedactedText | undefined> {
    return text === undefined ? undefined : this.redact(runId, text);
  }
}
