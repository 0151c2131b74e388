import type { RunState } from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { RunEvents } from '../events/RunEvents';
import { unlessConflict } from './conflicts';
import { LeaseLostError } from './LeaseLostError';
import { recoverRun } from './recovery';
import { toColumns, toRun, type StoredRun } from './runRow';
import { RUNS, type DbRunRow } from './tables';
import { dbNow, dbNowPlus, isPostgres } from './time';

/** Claims that lose a race for an environment look once more at once. */
const CLAIM_ATTEMPTS = 5;

/** States in which a changing run holds its environment; the index `iac_runs_changing_slot` lists the same. */
const SLOT_STATES: readonly RunState[] = [
  'fetching',
  'checking',
  'planning',
  'planned',
  'policy_checking',
  'awaiting_approval',
  'approved',
  'applying',
  'verifying',
];

/** A run that this worker owns as long as it renews the lease. */
export interface ClaimedRun {
  /** In `fetching`, or in `applying` when its plan was approved. */
  run: StoredRun;
  ticket: string;
}

/** Who works on a run. At most one worker per environment, says the database. */
export class RunLeases {
  readonly #knex: Knex;
  readonly #events: RunEvents;

  constructor(options: { knex: Knex; events: RunEvents }) {
    this.#knex = options.knex;
    this.#events = options.events;
  }

  /** The next run to work on: approved ones first, then by age. */
  async claim(leaseSeconds: number): Promise<ClaimedRun | undefined> {
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt += 1) {
      const claimed = await unlessConflict(() => this.#claimOne(leaseSeconds));
      if (claimed === 'none') return undefined;
      if (claimed) {
        this.#publish(claimed.run);
        return claimed;
      }
    }
    return undefined;
  }

  /**
   * Keeps a run for another lease.
   *
   * @returns who asked to cancel it, if anybody
   * @throws LeaseLostError
   */
  async renew(
    runId: string,
    ticket: string,
    leaseSeconds: number,
  ): Promise<{ cancelRequestedBy?: string }> {
    const [row] = await this.#knex<DbRunRow>(RUNS)
      .where({ id: runId, lease_ticket: ticket })
      .update({
        lease_expires_at: dbNowPlus(
          this.#knex,
          leaseSeconds,
        ) as unknown as string,
      })
      .returning('*');
    if (!row) throw new LeaseLostError(runId);
    return { cancelRequestedBy: row.cancel_requested_by ?? undefined };
  }

  /** Runs whose worker died: plans start again, applies wait for a person. */
  async recoverExpired(): Promise<StoredRun[]> {
    const expired = await this.#knex<DbRunRow>(RUNS)
      .whereNotNull('lease_ticket')
      .where('lease_expires_at', '<', dbNow(this.#knex));
    const recovered: StoredRun[] = [];
    for (const row of expired) {
      const run = await this.#recover(row);
      if (run) recovered.push(run);
    }
    for (const run of recovered) this.#publish(run);
    return recovered;
  }

  async #claimOne(leaseSeconds: number): Promise<ClaimedRun | 'none'> {
    return this.#knex.transaction(async tx => {
      const candidate = await this.#candidate(tx);
      if (!candidate) return 'none';
      const ticket = randomUUID();
      const approved = candidate.state === 'approved';
      // Rejected by a unique index when another host has just claimed for the
      // same environment: its row was not there to be seen a moment ago.
      const [row] = await tx<DbRunRow>(RUNS)
        .where({ id: candidate.id, state: candidate.state })
        .update({
          state: approved ? 'applying' : 'fetching',
          // An apply is the second half of the attempt that planned it.
          attempt: candidate.attempt + (approved ? 0 : 1),
          lease_ticket: ticket,
          lease_expires_at: dbNowPlus(tx, leaseSeconds) as unknown as string,
          started_at: tx.raw('coalesce(started_at, ?)', [
            dbNow(tx),
          ]) as unknown as string,
        })
        .returning('*');
      return row ? { run: toRun(row), ticket } : 'none';
    });
  }

  async #candidate(tx: Knex): Promise<DbRunRow | undefined> {
    return tx<DbRunRow>({ run: RUNS })
      .whereIn('run.state', ['pending', 'approved'])
      .whereNotExists(
        tx({ working: RUNS })
          .select(tx.raw('1'))
          .whereRaw('working.environment = run.environment')
          .whereNotNull('working.lease_ticket'),
      )
      .where(query =>
        query
          .where('run.state', 'approved')
          .orWhere('run.changing', false)
          .orWhereNotExists(
            tx({ holder: RUNS })
              .select(tx.raw('1'))
              .whereRaw('holder.environment = run.environment')
              .where('holder.changing', true)
              .whereIn('holder.state', SLOT_STATES),
          ),
      )
      .orderByRaw(`CASE run.state WHEN 'approved' THEN 0 ELSE 1 END, run.seq`)
      .modify(query => {
        if (isPostgres(tx)) query.forUpdate('run').skipLocked();
      })
      .select('run.*')
      .first();
  }

  async #recover(row: DbRunRow): Promise<StoredRun | undefined> {
    const { state, patch } = recoverRun(toRun(row));
    const [recovered] = await this.#knex<DbRunRow>(RUNS)
      .where({ id: row.id, state: row.state, lease_ticket: row.lease_ticket })
      .where('lease_expires_at', '<', dbNow(this.#knex))
      .update({
        ...toColumns(patch),
        state,
        lease_ticket: null,
        lease_expires_at: null,
        ...(state === 'pending'
          ? {}
          : { finished_at: dbNow(this.#knex) as unknown as string }),
      })
      .returning('*');
    return recovered ? toRun(recovered) : undefined;
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
