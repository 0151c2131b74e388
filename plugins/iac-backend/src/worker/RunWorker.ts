import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ClaimedRun, RunLeases } from '../database/RunLeases';
import type { RunEvents } from '../events/RunEvents';
import type { LeaseKeeper } from './LeaseKeeper';
import { RunControl } from './RunControl';
import type { RunExecutor } from './RunExecutor';
import { Wakeup } from './Wakeup';

/** How often an idle host looks for runs that other hosts queued. */
const POLL_INTERVAL_MS = 5_000;
/** Waits after failed looks: 1 s, 2 s, … up to a minute. */
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
/** Hosts that failed together should not come back together. */
const JITTER = 0.2;
/** A shutdown lets an apply go on for as long before it interrupts it. */
const APPLY_GRACE_MS = 20_000;

export interface RunWorkerOptions {
  leases: RunLeases;
  keeper: LeaseKeeper;
  executor: RunExecutor;
  events: RunEvents;
  logger: LoggerService;
  leaseSeconds: number;
  /** Runs at a time. */
  concurrency: number;
  applyGraceMs?: number;
}

/** A run under way on this host. */
interface Work {
  claimed: ClaimedRun;
  control: RunControl;
  done: Promise<void>;
}

/** Looks for runs, and works on as many at a time as it may. */
export class RunWorker {
  readonly #options: RunWorkerOptions;
  readonly #wakeup = new Wakeup();
  readonly #working = new Map<string, Work>();
  #stopping = false;
  #loop?: Promise<void>;
  #unsubscribe?: () => void;

  constructor(options: RunWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#loop || this.#stopping) return;
    // Any change of state can make a run claimable: a new one, an approved one,
    // or one whose environment has just become free.
    this.#unsubscribe = this.#options.events.subscribe(event => {
      if (event.type === 'state') this.#wakeup.nudge();
    });
    this.#loop = this.#run();
  }

  /**
   * Claims nothing more, puts plans back in the queue, gives applies some time
   * and then interrupts them. Returns when every state is written.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe?.();
    this.#wakeup.nudge();
    await this.#loop;
    const all = [...this.#working.values()];
    for (const { claimed, control } of all) {
      if (claimed.run.state !== 'applying') control.stop('stopping');
    }
    const grace = setTimeout(() => {
      for (const { control } of all) control.stop('stopping');
    }, this.#options.applyGraceMs ?? APPLY_GRACE_MS);
    await Promise.all(all.map(({ done }) => done));
    clearTimeout(grace);
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopping) {
      try {
        await this.#fill();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#options.logger.error(
          'Could not look for runs, trying again',
          toError(error),
        );
      }
      await this.#wakeup.wait(withJitter(delayAfter(failures)));
    }
  }

  async #fill(): Promise<void> {
    const { leases, concurrency, leaseSeconds, logger } = this.#options;
    for (const run of await leases.recoverExpired()) {
      logger.warn('The worker of a run was lost', {
        runId: run.id,
        state: run.state,
      });
    }
    while (!this.#stopping && this.#working.size < concurrency) {
      const claimed = await leases.claim(leaseSeconds);
      if (!claimed) return;
      this.#work(claimed);
    }
  }

  #work(claimed: ClaimedRun): void {
    const { keeper, executor, logger } = this.#options;
    const control = new RunControl();
    const done = keeper
      .hold(claimed, control, () => executor.execute(claimed, control))
      .catch(error => logger.error('A run was dropped', toError(error)))
      .finally(() => {
        this.#working.delete(claimed.ticket);
        this.#wakeup.nudge();
      });
    this.#working.set(claimed.ticket, { claimed, control, done });
  }
}

function delayAfter(failures: number): number {
  if (failures === 0) return POLL_INTERVAL_MS;
  return Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS);
}

function withJitter(milliseconds: number): number {
  return milliseconds * (1 + JITTER * (2 * Math.random() - 1));
}
