import { ConflictError } from '@backstage/errors';
import {
  canTransition,
  isTerminal,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import type { RunEvents } from '../events/RunEvents';
import { LeaseLostError } from './LeaseLostError';
import { toColumns, toRun, type RunPatch, type StoredRun } from './runRow';
import { RUNS, type DbRunRow } from './tables';
import { dbNow } from './time';

export interface Transition {
  runId: string;
  /** State that the run must be in. */
  from: RunState;
  to: RunState;
  /** Of the worker that owns the run; absent when nobody may own it. */
  ticket?: string;
  patch?: RunPatch;
  /** Written in the same transaction. */
  alongside?: (tx: Knex) => Promise<void>;
}

/** A run in one of these belongs to nobody, or waits for a person. */
const UNOWNED_STATES: readonly RunState[] = [
  'pending',
  'awaiting_approval',
  'approved',
];

/** Every change of a run names what it expects, and is refused otherwise. */
export class RunTransitions {
  readonly #knex: Knex;
  readonly #events: RunEvents;

  constructor(options: { knex: Knex; events: RunEvents }) {
    this.#knex = options.knex;
    this.#events = options.events;
  }

  /**
   * @throws LeaseLostError when another worker owns the run by now
   * @throws ConflictError when the run is in another state
   */
  async transition(change: Transition): Promise<StoredRun> {
    if (!canTransition(change.from, change.to)) {
      throw new ConflictError(
        `A run cannot go from '${change.from}' to '${change.to}'`,
      );
    }
    const run = await this.#knex.transaction(async tx => {
      const changed = await this.#update(tx, change);
      await change.alongside?.(tx);
      return changed;
    });
    this.#events.publish({
      type: 'state',
      environment: run.environment,
      runId: run.id,
      state: run.state,
    });
    return run;
  }

  /**
   * Adds what a worker learned, without a change of state.
   *
   * @throws LeaseLostError
   */
  async update(runId: string, ticket: string, patch: RunPatch): Promise<void> {
    const count = await this.#knex<DbRunRow>(RUNS)
      .where({ id: runId, lease_ticket: ticket })
      .update(toColumns(patch));
    if (count === 0) throw new LeaseLostError(runId);
  }

  /**
   * Asks the worker that owns a run to stop it.
   *
   * @returns whether there is such a worker
   */
  async requestCancel(runId: string, by: string): Promise<boolean> {
    const count = await this.#knex<DbRunRow>(RUNS)
      .where('id', runId)
      .whereNotNull('lease_ticket')
      .update({
        cancel_requested_by: this.#knex.raw(
          'coalesce(cancel_requested_by, ?)',
          [by],
        ) as unknown as string,
        cancel_requested_at: this.#knex.raw(
          'coalesce(cancel_requested_at, ?)',
          [dbNow(this.#knex)],
        ) as unknown as string,
      });
    if (count > 0) this.#events.publish({ type: 'cancel-requested', runId });
    return count > 0;
  }

  async #update(tx: Knex, change: Transition): Promise<StoredRun> {
    const { runId, from, to, ticket, patch = {} } = change;
    const now = dbNow(tx) as unknown as string;
    const [row] = await tx<DbRunRow>(RUNS)
      .where({ id: runId, state: from, lease_ticket: ticket ?? null })
      .update({
        ...toColumns(patch),
        state: to,
        ...(isTerminal(to) ? { finished_at: now } : {}),
        ...(to === 'approved' ? { approved_at: now } : {}),
        ...(isTerminal(to) || UNOWNED_STATES.includes(to)
          ? { lease_ticket: null, lease_expires_at: null }
          : {}),
      })
      .returning('*');
    if (row) return toRun(row);
    if (ticket) throw new LeaseLostError(runId);
    throw new ConflictError(
      `Run '${runId}' is no longer '${from}', look at it again`,
    );
  }
}
