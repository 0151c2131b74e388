import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { ClaimedRun, RunLeases } from '../database/RunLeases';
import type { RunEvents } from '../events/RunEvents';
import type { RunControl } from './RunControl';
import { Wakeup } from './Wakeup';

/**
 * Renews a lease at a third of its length while a run is worked on, and reads
 * at the same time whether somebody asked to cancel it. A lost lease stops the
 * run; a database that does not answer does so only when the lease has run out.
 */
export class LeaseKeeper {
  readonly #leases: RunLeases;
  readonly #events: RunEvents;
  readonly #logger: LoggerService;
  readonly #leaseSeconds: number;

  constructor(options: {
    leases: RunLeases;
    events: RunEvents;
    logger: LoggerService;
    leaseSeconds: number;
  }) {
    this.#leases = options.leases;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#leaseSeconds = options.leaseSeconds;
  }

  /** Holds the lease for as long as the work takes. */
  async hold<T>(
    claimed: ClaimedRun,
    control: RunControl,
    work: () => Promise<T>,
  ): Promise<T> {
    const wakeup = new Wakeup();
    const done = new AbortController();
    const unsubscribe = this.#events.subscribe(event => {
      if (event.type === 'cancel-requested' && isOf(event.runId, claimed)) {
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
    const leaseMs = this.#leaseSeconds * 1000;
    let renewedAt = performance.now();
    for (;;) {
      await wakeup.wait(leaseMs / 3);
      if (done.aborted || control.reason === 'lease-lost') return;
      try {
        const asked = performance.now();
        const { cancelRequestedBy } = await this.#leases.renew(
          claimed.run.id,
          claimed.ticket,
          this.#leaseSeconds,
        );
        renewedAt = asked;
        if (cancelRequestedBy) control.stop('canceled');
      } catch (error) {
        // The run may have ended, and given its lease back, in the meantime.
        if (done.aborted) return;
        const lost = isError(error) && error.name === 'LeaseLostError';
        if (lost || performance.now() - renewedAt >= leaseMs) {
          control.stop('lease-lost');
          return;
        }
        this.#logger.warn('Could not renew a lease, trying again', {
          runId: claimed.run.id,
          error: String(error),
        });
      }
    }
  }
}

function isOf(runId: string, claimed: ClaimedRun): boolean {
  return runId === claimed.run.id;
}
