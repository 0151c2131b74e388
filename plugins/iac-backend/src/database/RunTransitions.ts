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
  alongside?: (tx: Knex, changes: RunChanges) => Promise<void>;
}

/** Several changes of runs that are made together or not at all. */
export interface RunChanges {
  tx: Knex;
  /**
   * @throws LeaseLostError when another worker owns the run by now
   * @throws ConflictError when the run is in another state
   */
  transition(change: Transition): Promise<StoredRun>;
  /** A run that was made or changed otherwise: told to others when all is written. */
  announce(run: StoredRun): void;
}

/** A run in one of these belongs to nobody, or waits for a person. */
const UNOWNED_STATES: readonly RunState[] = [
  'pending',
  'awaiting_approval',
  'approved',
];

function isUnowned(state: RunState): boolean {
  return isTerminal(state) || UNOWNED_STATES.includes(state);
}

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
    return this.together(async changes => changes.transition(change));
  }

  /** Makes several changes in one transaction, and tells of them once they are made. */
  async together<T>(work: (changes: RunChanges) => Promise<T>): Promise<T> {
    const changed: StoredRun[] = [];
    const result = await this.#knex.transaction(async tx => {
      changed.length = 0;
      const changes: RunChanges = {
        tx,
        transition: async change => {
          const run = await this.#update(tx, change);
          changed.push(run ?? (await this.#repeated(tx, change)));
          if (run) await change.alongside?.(tx, changes);
          return changed[changed.length - 1];
        },
        announce: run => changed.push(run),
      };
      return work(changes);
    });
    for (const run of changed) {
      this.#events.publish({
        type: 'state',
        environment: run.environment,
        runId: run.id,
        state: run.state,
      });
    }
    return result;
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

  /**
   * Asks the worker that owns a run to end it by force. Only after it was asked
   * to stop in order.
   *
   * @returns whether there is such a worker
   */
  async requestForceCancel(runId: string, by: string): Promise<boolean> {
    const count = await this.#knex<DbRunRow>(RUNS)
      .where('id', runId)
      .whereNotNull('lease_ticket')
      .whereNotNull('cancel_requested_at')
      .update({
        force_cancel_requested_by: this.#knex.raw(
          'coalesce(force_cancel_requested_by, ?)',
          [by],
        ) as unknown as string,
        force_cancel_requested_at: this.#knex.raw(
          'coalesce(force_cancel_requested_at, ?)',
          [dbNow(this.#knex)],
        ) as unknown as string,
      });
    if (count > 0) this.#events.publish({ type: 'cancel-requested', runId });
    return count > 0;
  }

  async #update(tx: Knex, change: Transition): Promise<StoredRun | undefined> {
    const { runId, from, to, ticket, patch = {} } = change;
    if (!canTransition(from, to)) {
      throw new ConflictError(`A run cannot go from '${from}' to '${to}'`);
    }
    const now = dbNow(tx) as unknown as string;
    const [row] = await tx<DbRunRow>(RUNS)
      .where({ id: runId, state: from, lease_ticket: ticket ?? null })
      .update({
        ...toColumns(patch),
        state: to,
        ...(isTerminal(to) ? { finished_at: now } : {}),
        ...(to === 'approved' ? { approved_at: now } : {}),
        // An approval that no longer counts was none.
        ...(to === 'awaiting_approval'
          ? { approved_at: null, approved_by: null }
          : {}),
        ...(isUnowned(to)
          ? { lease_ticket: null, lease_expires_at: null }
          : {}),
      })
      .returning('*');
    return row && toRun(row);
  }

  /**
   * The same change a second time: a worker whose first answer was lost with the
   * database. What belongs to it was written with it.
   */
  async #repeated(tx: Knex, change: Transition): Promise<StoredRun> {
    const { runId, from, to, ticket } = change;
    if (!ticket) {
      throw new ConflictError(
        `Run '${runId}' is no longer '${from}', look at it again`,
      );
    }
    const row = await tx<DbRunRow>(RUNS)
      .where({ id: runId, state: to })
      .first();
    const expected = isUnowned(to) ? null : ticket;
    if (!row || row.lease_ticket !== expected) throw new LeaseLostError(runId);
    return toRun(row);
  }
}
