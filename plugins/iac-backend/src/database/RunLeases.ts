import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { RunEvents } from '../events/RunEvents';
import { unlessConflict } from './conflicts';
import { lockClaims } from './lockClaims';
import { LeaseLostError } from './LeaseLostError';
import { orderQueue, type QueuedRun, type QueueLimits } from './queue';
import { recoverRun } from './recovery';
import {
  QUEUE_COLUMNS,
  toColumns,
  toQueueRun,
  toRun,
  type StoredRun,
} from './runRow';
import { RUNS, type DbRunRow } from './tables';
import { dbNow, dbNowPlus, readDbNow } from './time';

/** A run that was canceled or withdrawn while it was claimed: the next one is looked for at once. */
const CLAIM_ATTEMPTS = 5;

/** A run that this worker owns as long as it renews the lease. */
export interface ClaimedRun {
  /** In `fetching`, or in `applying` when its plan was approved. */
  run: StoredRun;
  ticket: string;
}

/** A run that some worker holds, as it was seen. */
export interface LeasedRun {
  id: string;
  ticket: string;
  /** Counts the renewals. */
  heartbeat: number;
  /** Who holds it, see `WorkerIdentity`. */
  worker: string;
}

/** Who works on a run. */
export class RunLeases {
  readonly #knex: Knex;
  readonly #events: RunEvents;
  readonly #limits: QueueLimits;

  readonly #onGivenUp?: (tx: Knex, run: StoredRun) => Promise<void>;

  constructor(options: {
    knex: Knex;
    events: RunEvents;
    limits: QueueLimits;
    /** Written with the end of a run that took its workers down each time. */
    onGivenUp?: (tx: Knex, run: StoredRun) => Promise<void>;
  }) {
    this.#onGivenUp = options.onGivenUp;
    this.#knex = options.knex;
    this.#events = options.events;
    this.#limits = options.limits;
  }

  /**
   * The next run to work on.
   *
   * Claims of all hosts go one after the other, see `lockClaims`: whether a run
   * may begin depends on the other runs of its environment and of its group.
   * What else moves meanwhile can only set runs free, or changes the row that is
   * claimed, which the update sees. The unique indexes are the last word.
   */
  async claim(options: {
    /** Identity of the claimant. */
    worker: string;
    leaseSeconds: number;
  }): Promise<ClaimedRun | undefined> {
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt += 1) {
      const claimed = await unlessConflict(() => this.#claimOne(options));
      if (claimed === 'none') return undefined;
      if (claimed && claimed !== 'gone') {
        this.#publish(claimed.run);
        return claimed;
      }
    }
    return undefined;
  }

  /**
   * Keeps a run for another lease, and lets those who watch see that its worker
   * lives.
   *
   * @returns who asked to cancel it, if anybody
   * @throws LeaseLostError
   */
  async renew(
    runId: string,
    ticket: string,
    leaseSeconds: number,
  ): Promise<{ cancelRequestedBy?: string; forceCancelRequestedBy?: string }> {
    const [row] = await this.#knex<DbRunRow>(RUNS)
      .where({ id: runId, lease_ticket: ticket })
      .update({
        heartbeat: this.#knex.raw('heartbeat + 1') as unknown as number,
        lease_expires_at: dbNowPlus(
          this.#knex,
          leaseSeconds,
        ) as unknown as string,
      })
      .returning(['cancel_requested_by', 'force_cancel_requested_by']);
    if (!row) throw new LeaseLostError(runId);
    return {
      cancelRequestedBy: row.cancel_requested_by ?? undefined,
      forceCancelRequestedBy: row.force_cancel_requested_by ?? undefined,
    };
  }

  /** Every run that a worker holds, on whatever host. */
  async listLeased(): Promise<LeasedRun[]> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .whereNotNull('lease_ticket')
      .select('id', 'lease_ticket', 'heartbeat', 'worker');
    return rows.map(row => ({
      id: row.id,
      ticket: row.lease_ticket ?? '',
      heartbeat: row.heartbeat,
      worker: row.worker ?? '',
    }));
  }

  /**
   * Takes a run from a worker that was lost: plans start again, applies wait for
   * a person.
   *
   * @param lost - as it was seen; nothing happens when its worker gave a sign of life since
   */
  async recover(lost: LeasedRun): Promise<StoredRun | undefined> {
    const seen = {
      id: lost.id,
      lease_ticket: lost.ticket,
      heartbeat: lost.heartbeat,
    };
    const row = await this.#knex<DbRunRow>(RUNS).where(seen).first();
    if (!row) return undefined;
    const { state, patch } = recoverRun(toRun(row));
    // Begins with the write: SQLite refuses one that comes after a read when
    // another process was faster.
    const run = await this.#knex.transaction(async tx => {
      const [recovered] = await tx<DbRunRow>(RUNS)
        .where({ ...seen, state: row.state })
        .update({
          ...toColumns(patch),
          state,
          lease_ticket: null,
          lease_expires_at: null,
          ...(state === 'pending'
            ? {}
            : { finished_at: dbNow(tx) as unknown as string }),
        })
        .returning('*');
      if (!recovered) return undefined;
      const after = toRun(recovered);
      if (state === 'errored') await this.#onGivenUp?.(tx, after);
      return after;
    });
    if (run) this.#publish(run);
    return run;
  }

  /** Runs that wait, in the order in which they will be claimed. */
  async queue(): Promise<QueuedRun[]> {
    return this.#readQueue(this.#knex);
  }

  async #claimOne(options: {
    worker: string;
    leaseSeconds: number;
  }): Promise<ClaimedRun | 'none' | 'gone'> {
    return this.#knex.transaction(async tx => {
      await lockClaims(tx);
      const queue = await this.#readQueue(tx);
      const next = queue.find(({ wait }) => wait.kind === 'worker');
      if (!next) return 'none';
      const ticket = randomUUID();
      const approved = next.state === 'approved';
      const [row] = await tx<DbRunRow>(RUNS)
        .where({ id: next.id, state: next.state, lease_ticket: null })
        .update({
          state: approved ? 'applying' : 'fetching',
          // An apply is the second half of the attempt that planned it.
          attempt: tx.raw('attempt + ?', [
            approved ? 0 : 1,
          ]) as unknown as number,
          lease_ticket: ticket,
          lease_expires_at: dbNowPlus(
            tx,
            options.leaseSeconds,
          ) as unknown as string,
          heartbeat: tx.raw('heartbeat + 1') as unknown as number,
          worker: options.worker,
          started_at: tx.raw('coalesce(started_at, ?)', [
            dbNow(tx),
          ]) as unknown as string,
        })
        .returning('*');
      return row ? { run: toRun(row), ticket } : 'gone';
    });
  }

  /** One statement reads the runs: they are of one moment. */
  async #readQueue(knex: Knex): Promise<QueuedRun[]> {
    const rows = await knex<DbRunRow>(RUNS)
      .whereIn('state', ['pending', 'approved'])
      .orWhereNotNull('lease_ticket')
      .orWhere(query =>
        query.where('state', 'outcome_unknown').whereNull('closed'),
      )
      .select(...QUEUE_COLUMNS);
    if (rows.length === 0) return [];
    return orderQueue(
      rows.map(toQueueRun),
      this.#limits,
      await readDbNow(knex),
    );
  }

  #publish(run: StoredRun): void {
    this.#events.publish({
      type: 'state',
      environment: run.environment,
      runId: run.id,
      state: run.state,
    });
  }
}
