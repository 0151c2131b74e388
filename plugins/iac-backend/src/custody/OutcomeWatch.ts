import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type { RunStore } from '../database/RunStore';
import type { RunEvents } from '../events/RunEvents';
import type { Clock } from '../worker/Clock';
import { Wakeup } from '../worker/Wakeup';
import type { Reconciler } from './Reconciler';

/** How often a host looks for runs that ended without order, milliseconds. */
const INTERVAL_MS = 60_000;
/** A Terraform that is still at work is looked at after 5 s, 10 s, … up to a minute. */
const FIRST_LOOK_MS = 5_000;

/**
 * Sees to it that each run with an unknown outcome gets its report: when it
 * ends, when the backend starts, and again until its Terraform has ended. Each
 * host looks once, since only one of them has the run's folder.
 */
export class OutcomeWatch {
  readonly #options: {
    runs: RunStore;
    reconciler: Reconciler;
    events: RunEvents;
    logger: LoggerService;
  };
  readonly #wakeup: Wakeup;
  /** Runs whose folder is on another host, or that have their report. */
  readonly #settled = new Set<string>();
  #stopping = false;
  #loop?: Promise<void>;
  #unsubscribe?: () => void;

  constructor(options: {
    runs: RunStore;
    reconciler: Reconciler;
    events: RunEvents;
    logger: LoggerService;
    clock: Clock;
  }) {
    this.#options = options;
    this.#wakeup = new Wakeup(options.clock);
  }

  start(): void {
    if (this.#loop || this.#stopping) return;
    this.#unsubscribe = this.#options.events.subscribe(event => {
      if (event.type === 'state' && event.state === 'outcome_unknown') {
        this.#wakeup.nudge();
      }
    });
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe?.();
    this.#wakeup.nudge();
    await this.#loop;
  }

  async #run(): Promise<void> {
    let delay = INTERVAL_MS;
    while (!this.#stopping) {
      const running = await this.#look();
      if (!running) delay = INTERVAL_MS;
      else if (delay === INTERVAL_MS) delay = FIRST_LOOK_MS;
      else delay = Math.min(2 * delay, INTERVAL_MS - 1);
      await this.#wakeup.wait(delay);
    }
  }

  /** @returns whether some Terraform is still at work */
  async #look(): Promise<boolean> {
    const { runs, reconciler, logger } = this.#options;
    let running = false;
    try {
      const unclosed = await runs.listUnclosed();
      this.#forget(unclosed);
      for (const run of unclosed.filter(({ id }) => !this.#settled.has(id))) {
        if (this.#stopping) return running;
        const { reconciliation } =
          run.reconciliation?.process === 'ended'
            ? run
            : await reconciler.reconcile(run);
        if (reconciliation?.process === 'running') running = true;
        else if (reconciliation?.process !== 'unknown') {
          this.#settled.add(run.id);
        }
      }
    } catch (error) {
      logger.warn('Could not look at runs that were lost', toError(error));
    }
    return running;
  }

  #forget(unclosed: Run[]): void {
    const ids = new Set(unclosed.map(({ id }) => id));
    for (const id of this.#settled) if (!ids.has(id)) this.#settled.delete(id);
  }
}
