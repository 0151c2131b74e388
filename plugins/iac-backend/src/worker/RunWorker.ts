import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ClaimedRun, RunLeases } from '../database/RunLeases';
import type { RunEvents } from '../events/RunEvents';
import type { Clock } from './Clock';
import type { LeaseKeeper } from './LeaseKeeper';
import { LostRuns } from './LostRuns';
import { RunControl } from './RunControl';
import type { RunExecutor } from './RunExecutor';
import { Wakeup } from './Wakeup';
import type { WorkerIdentity } from './WorkerIdentity';

/** How often an idle host looks for runs that other hosts queued, at most. */
const POLL_INTERVAL_MS = 5_000;
/** Looks in one length of the lease, at least. */
const LOOKS_PER_LEASE = 6;
/** Waits after failed looks: 1 s, 2 s, … up to a minute. */
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
/** Hosts that failed together should not come back together. */
const JITTER = 0.2;

/** How long a shutdown waits for the runs of this host, in milliseconds from its beginning. */
export interface ShutdownBudget {
  /** Plans and drift checks that are not done by then go back into the queue. */
  plansMs: number;
  /** Applies that are not done by then are interrupted: Terraform saves its state and stops. */
  appliesMs: number;
  /** Whatever is not recorded by then is left to the recovery; Terraform is not killed. */
  totalMs: number;
}

const SHUTDOWN_BUDGET: ShutdownBudget = {
  plansMs: 3_000,
  appliesMs: 20_000,
  totalMs: 120_000,
};

export interface RunWorkerOptions {
  leases: RunLeases;
  keeper: LeaseKeeper;
  executor: RunExecutor;
  events: RunEvents;
  logger: LoggerService;
  clock: Clock;
  identity: WorkerIdentity;
  leaseSeconds: number;
  /** Runs at a time. */
  concurrency: number;
  shutdown?: ShutdownBudget;
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
  readonly #wakeup: Wakeup;
  readonly #lost: LostRuns;
  readonly #pollMs: number;
  readonly #working = new Map<string, Work>();
  #stopping = false;
  #stopped?: Promise<void>;
  #loop?: Promise<void>;
  #unsubscribe?: () => void;

  constructor(options: RunWorkerOptions) {
    const { clock, identity } = options;
    const leaseMs = options.leaseSeconds * 1000;
    this.#options = options;
    this.#wakeup = new Wakeup(clock);
    this.#pollMs = Math.min(POLL_INTERVAL_MS, leaseMs / LOOKS_PER_LEASE);
    this.#lost = new LostRuns({
      clock,
      leaseMs,
      intervalMs: this.#pollMs * (1 + JITTER),
      isDead: worker => identity.isDead(worker),
    });
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
   * Claims nothing more, gives plans a moment and then puts them back into the
   * queue, gives applies some time and then interrupts them. Returns when every
   * state is written, or the time is over. Asked again, it changes nothing.
   */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const { clock, logger, shutdown = SHUTDOWN_BUDGET } = this.#options;
    this.#stopping = true;
    this.#unsubscribe?.();
    this.#wakeup.nudge();
    await this.#loop;
    const all = [...this.#working.values()];
    const interrupt = (which: Work[]) => () => {
      for (const { control } of which) control.stop('stopping');
    };
    const plans = all.filter(({ claimed }) => claimed.run.state !== 'applying');
    const callOffs = [
      clock.after(shutdown.plansMs, interrupt(plans)),
      clock.after(shutdown.appliesMs, interrupt(all)),
    ];
    const over = new Promise<'over'>(resolve => {
      callOffs.push(clock.after(shutdown.totalMs, () => resolve('over')));
    });
    const done = Promise.all(all.map(work => work.done));
    if ((await Promise.race([done, over])) === 'over') {
      logger.error('Runs did not end in time, and are left to the recovery', {
        runIds: [...this.#working.values()].map(
          ({ claimed }) => claimed.run.id,
        ),
      });
      for (const { control } of all) control.abandon();
    }
    for (const callOff of callOffs) callOff();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopping) {
      try {
        await this.#recoverLost();
        await this.#fill();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#options.logger.error(
          'Could not look for runs, trying again',
          toError(error),
        );
      }
      await this.#wakeup.wait(withJitter(this.#delayAfter(failures)));
    }
  }

  async #recoverLost(): Promise<void> {
    const { leases, logger } = this.#options;
    const leased = await leases.listLeased();
    const own = new Set(this.#working.keys());
    for (const lost of await this.#lost.look(leased, own)) {
      const run = await leases.recover(lost);
      if (!run) continue;
      logger.warn('The worker of a run was lost', {
        runId: run.id,
        state: run.state,
        worker: lost.worker,
      });
    }
  }

  async #fill(): Promise<void> {
    const { leases, concurrency, leaseSeconds, identity } = this.#options;
    while (!this.#stopping && this.#working.size < concurrency) {
      const claimed = await leases.claim({
        worker: identity.name,
        leaseSeconds,
      });
      if (!claimed) return;
      this.#work(claimed);
    }
  }

  #work(claimed: ClaimedRun): void {
    const { keeper, executor, logger } = this.#options;
    const control = new RunControl({
      applying: claimed.run.state === 'applying',
    });
    const done = keeper
      .hold(claimed, control, () => executor.execute(claimed, control))
      .catch(error => logger.error('A run was dropped', toError(error)))
      .finally(() => {
        this.#working.delete(claimed.ticket);
        this.#wakeup.nudge();
      });
    this.#working.set(claimed.ticket, { claimed, control, done });
  }

  #delayAfter(failures: number): number {
    if (failures === 0) return this.#pollMs;
    return Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS);
  }
}

function withJitter(milliseconds: number): number {
  return milliseconds * (1 + JITTER * (2 * Math.random() - 1));
}
