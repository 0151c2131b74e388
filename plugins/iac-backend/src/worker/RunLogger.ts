import type { LoggerService } from '@backstage/backend-plugin-api';
import { redactError, type Redactor } from '@backstage-iac/engine';
import type { RedactedText } from '@backstage-iac/plugin-iac-common';

/** What the backend's own log says of one run: redacted text, and errors without what hangs on them. */
export class RunLogger {
  readonly #logger: LoggerService;
  readonly #redactor: () => Redactor;

  /** @param options - `redactor`: the one that knows most when something is logged */
  constructor(options: { logger: LoggerService; redactor: () => Redactor }) {
    this.#logger = options.logger;
    this.#redactor = options.redactor;
  }

  info(text: RedactedText, facts: Record<string, RedactedText> = {}): void {
    this.#logger.info(text, facts);
  }

  warn(text: RedactedText): void {
    this.#logger.warn(text);
  }

  error(text: RedactedText, error: unknown): void {
    this.#logger.error(text, redactError(error, this.#redactor()));
  }
}
