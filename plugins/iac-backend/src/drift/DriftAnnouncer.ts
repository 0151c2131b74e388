import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { IacDriftListener } from '@backstage-iac/plugin-iac-node';
import type {
  DriftEventStore,
  PendingDriftEvent,
} from '../database/DriftEventStore';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';

/** A host that dies while it tells is waited for as long. */
const CLAIM_SECONDS = 5 * 60;
const FIRST_RETRY_SECONDS = 60;
const MAX_RETRY_SECONDS = 60 * 60;
/** Older news helps nobody: about ten hours of attempts. */
const MAX_ATTEMPTS = 16;

/**
 * Tells listeners of what changed about drift: each event until every listener
 * has heard it, those of an environment one after the other. A host that dies
 * between telling and writing it down makes it heard twice.
 */
export class DriftAnnouncer {
  readonly #store: DriftEventStore;
  readonly #registry: EnvironmentRegistry;
  readonly #listeners: readonly IacDriftListener[];
  readonly #logger: LoggerService;

  constructor(options: {
    store: DriftEventStore;
    registry: EnvironmentRegistry;
    listeners: readonly IacDriftListener[];
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#registry = options.registry;
    this.#listeners = options.listeners;
    this.#logger = options.logger;
  }

  /** Tells all that waits. */
  async tick(): Promise<void> {
    for (;;) {
      const pending = await this.#store.claim(CLAIM_SECONDS);
      if (!pending) return;
      await this.#announce(pending);
    }
  }

  async #announce({ event, attempts }: PendingDriftEvent): Promise<void> {
    const definition = this.#registry.find(event.environment);
    // Without listeners, it is not kept for whoever may come next month.
    if (definition) {
      const { name, title, owner } = definition;
      try {
        for (const listener of this.#listeners) {
          await listener({ ...event, environment: { name, title, owner } });
        }
      } catch (error) {
        if (attempts < MAX_ATTEMPTS) {
          this.#logger.warn(
            `Could not tell that environment '${name}' is '${event.type}', it is tried again`,
            toError(error),
          );
          const wait = FIRST_RETRY_SECONDS * 2 ** (attempts - 1);
          await this.#store.postpone(
            event.id,
            Math.min(wait, MAX_RETRY_SECONDS),
          );
          return;
        }
        this.#logger.error(
          `Nobody could be told that environment '${name}' is '${event.type}'`,
          toError(error),
        );
      }
    }
    await this.#store.remove(event.id);
  }
}
