import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RunState } from '@backstage-iac/plugin-iac-common';

/** Something happened to a run on this host. Sent after the database has it. */
export type RunEvent =
  | { type: 'state'; environment: string; runId: string; state: RunState }
  | { type: 'cancel-requested'; runId: string }
  | { type: 'log'; runId: string }
  /** The verdict on an environment is another one, or rests on something else. */
  | { type: 'verdict'; environment: string };

export type RunListener = (event: RunEvent) => void;

/**
 * In-process nudges. They only make things faster: whoever listens also polls,
 * since another host's events never arrive here.
 */
export class RunEvents {
  readonly #logger: LoggerService;
  readonly #listeners = new Set<RunListener>();

  constructor(options: { logger: LoggerService }) {
    this.#logger = options.logger;
  }

  /** @returns the way to stop listening */
  subscribe(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Never throws: what has been committed cannot fail for a listener's sake. */
  publish(event: RunEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#logger.warn('A listener to run events failed', error as Error);
      }
    }
  }
}
