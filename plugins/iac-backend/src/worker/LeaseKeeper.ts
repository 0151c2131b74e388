import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { ClaimedRun, RunLeases } from '../database/RunLeases';
import type { RunEvents } from '../events/RunEvents';
import type { Clock } from './Clock';
import type { RunControl } from './RunControl';
import { Wakeup } from './Wakeup';

/** Renewals in one length of the lease. */
const RENEWALS = 3;
/** After a renewal that failed, the next one comes as many times sooner. */
const HURRY = 4;

/**
 * Renews a lease at a third of its length while a run is worked on, and reads
 * at the same time whether somebody asked to stop it. A lost lease stops a plan;
 * a database that does not answer does so only when the lease has run out. An
 * apply is never interrupted for the database's sake: its keeper asks until the
 * run ends or belongs to somebody else.
 */
export class LeaseKeeper {
  readonly #leases: RunLeases;
  readonly #events: RunEvents;
  readonly #logger: LoggerService;
  readonly #leaseSeconds: number;
  readonly #clock: Clock;

  constructor(options: {
    leases: RunLeases;
    events: RunEvents;
    logger: LoggerService;
    leaseSeconds: number;
    clock: Clock;
  }) {
    this.#leases = options.leases;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#leaseSeconds = options.leaseSeconds;
    this.#clock = options.clock;
  }

  /** Holds the lease for as long as the work takes. */
  async hold<T>(
    claimed: ClaimedRun,
    control: RunControl,
    work: () => Promise<T>,
  ): Promise<T> {
    const wakeup = new Wakeup(this.#clock);
    const done = new AbortController();
    const unsubscribe = this.#events.subscribe(event => {
      if (event.type === 'cancel-requested' && event.runId === claimed.run.id) {
        wakeup.nudge();
      }
    });
    const keeping = this.#keep(claimed, control, wakeup, done.signal);
    try {
      return await work();
    } finally {
      unsubscribe();
      done.abort();
      wakeup.nudge();
      await keeping;
    }
  }

  async #keep(
    claimed: ClaimedRun,
    control: RunControl,
    wakeup: Wakeup,
    done: AbortSignal,
  ): Promise<void> {
    const { run, ticket } = claimed;
    const leaseMs = this.#leaseSeconds * 1000;
    let renewedAt = this.#clock.now();
    let failed = false;
    for (;;) {
      await wakeup.wait(leaseMs / RENEWALS / (failed ? HURRY : 1));
      if (done.aborted || control.reason === 'lease-lost') return;
      try {
        const asked = this.#clock.now();
        const { cancelRequestedBy, forceCancelRequestedBy } =
          await this.#leases.renew(run.id, ticket, this.#leaseSeconds);
        renewedAt = asked;
        failed = false;
        if (cancelRequestedBy) control.stop('canceled');
        if (forceCancelRequestedBy) control.kill();
      } catch (error) {
        // The run may have ended, and given its lease back, in the meantime.
        if (done.aborted) return;
        failed = true;
        const lost = isError(error) && error.name === 'LeaseLostError';
        const ranOut =
          run.state !== 'applying' && this.#clock.now() - renewedAt >= leaseMs;
        if (lost || ranOut) {
          control.stop('lease-lost');
          return;
        }
        this.#logger.warn('Could not renew a lease, trying again', {
          runId: run.id,
          error: String(error),
        });
      }
    }
  }
}
