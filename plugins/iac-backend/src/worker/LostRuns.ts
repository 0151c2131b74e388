import type { LeasedRun } from '../database/RunLeases';
import type { Clock } from './Clock';

/** A worker is given up after as many looks at least, however far apart. */
const MIN_LOOKS = 3;

/** What this host saw of a run that another worker holds. */
interface Observation {
  ticket: string;
  heartbeat: number;
  /** Time under observation without a sign of life, milliseconds. */
  silentMs: number;
  looks: number;
}

/**
 * Finds the runs whose worker was lost. No clock of two hosts is compared: each
 * renewal of a lease raises the run's `heartbeat`, and whoever looks counts with
 * its own clock for how long it stayed the same. A look adds no more than the
 * usual time between two looks: when this host was stalled, or the database
 * away, then nobody was watched in the meantime.
 */
export class LostRuns {
  readonly #options: {
    clock: Clock;
    leaseMs: number;
    /** Usual time between two looks, milliseconds. */
    intervalMs: number;
    /** Whether it is certain that the process of a worker has ended. */
    isDead: (worker: string) => Promise<boolean>;
  };
  readonly #observations = new Map<string, Observation>();
  #lookedAt?: number;

  constructor(options: {
    clock: Clock;
    leaseMs: number;
    intervalMs: number;
    isDead: (worker: string) => Promise<boolean>;
  }) {
    this.#options = options;
  }

  /**
   * @param leased - all runs with a lease
   * @param own - tickets that this process holds and renews itself
   */
  async look(
    leased: LeasedRun[],
    own: ReadonlySet<string>,
  ): Promise<LeasedRun[]> {
    const others = leased.filter(({ ticket }) => !own.has(ticket));
    const passed = this.#passed();
    const ids = new Set(others.map(({ id }) => id));
    for (const id of this.#observations.keys()) {
      if (!ids.has(id)) this.#observations.delete(id);
    }
    const lost: LeasedRun[] = [];
    for (const run of others) {
      const silent = this.#observe(run, passed);
      if (silent || (await this.#options.isDead(run.worker))) lost.push(run);
    }
    return lost;
  }

  #passed(): number {
    const now = this.#options.clock.now();
    const passed = now - (this.#lookedAt ?? now);
    this.#lookedAt = now;
    return Math.min(passed, this.#options.intervalMs);
  }

  /** Whether the run was silent for a whole lease. */
  #observe(run: LeasedRun, passed: number): boolean {
    const { ticket, heartbeat } = run;
    const seen = this.#observations.get(run.id);
    if (seen?.ticket !== ticket || seen.heartbeat !== heartbeat) {
      this.#observations.set(run.id, {
        ticket,
        heartbeat,
        silentMs: 0,
        looks: 1,
      });
      return false;
    }
    seen.silentMs += passed;
    seen.looks += 1;
    return seen.silentMs >= this.#options.leaseMs && seen.looks > MIN_LOOKS;
  }
}
