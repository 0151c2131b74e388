import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from './Clock';
import { isTransient } from './serviceErrors';

/** A restart of the backend takes this many tries at most. */
const MAX_TRIES = 30;

/** Between two tries, milliseconds. */
const RETRY_INTERVAL_MS = 2_000;

/**
 * Repeats calls that fail because the `iac` plugin is away for a moment. A task
 * that is recovered after a restart often runs before the plugin is up. Only
 * for calls which may be made twice.
 */
export class PatientCaller {
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #signal: AbortSignal | undefined;

  static create(options: {
    clock: Clock;
    logger: LoggerService;
    signal?: AbortSignal;
  }) {
    return new PatientCaller(options);
  }

  private constructor(options: {
    clock: Clock;
    logger: LoggerService;
    signal?: AbortSignal;
  }) {
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#signal = options.signal;
  }

  /** @throws the error of the last try */
  async call<T>(fn: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      this.#signal?.throwIfAborted();
      try {
        return await fn();
      } catch (error) {
        if (tries === MAX_TRIES || !isTransient(error)) throw error;
        if (tries === 1) {
          this.#logger.warn(
            `The portal did not answer, trying again: ${stringifyError(error)}`,
          );
        }
      }
      await this.#clock.wait(RETRY_INTERVAL_MS, this.#signal);
    }
  }
}
