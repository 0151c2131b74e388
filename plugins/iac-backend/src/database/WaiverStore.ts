import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  CheckWaiver,
  RedactedText,
  WaiverState,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { unlessConflict } from './conflicts';
import { CHECK_WAIVERS, type DbCheckWaiverRow } from './readinessTables';
import { dbNow, fromDbTime, toDbTime } from './time';

const OPEN: readonly WaiverState[] = ['requested', 'active'];

export interface NewWaiver {
  environment: string;
  checkId: string;
  reason: RedactedText;
  ticket: RedactedText;
  requestedBy: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
}

/** Waivers and their whole past: what ends stays on record. */
export class WaiverStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @throws ConflictError when the check has one that is open */
  async create(waiver: NewWaiver): Promise<CheckWaiver> {
    const rows = await unlessConflict(() =>
      this.#knex<DbCheckWaiverRow>(CHECK_WAIVERS)
        .insert({
          id: randomUUID(),
          environment: waiver.environment,
          check_id: waiver.checkId,
          state: 'requested',
          reason: waiver.reason,
          ticket: waiver.ticket,
          requested_by: waiver.requestedBy,
          requested_at: dbNow(this.#knex) as unknown as string,
          expires_at: waiver.expiresAt,
        })
        .returning('*'),
    );
    if (!rows) {
      throw new ConflictError(
        `Check '${waiver.checkId}' of environment '${waiver.environment}' has a waiver that is open, revoke it first`,
      );
    }
    return toWaiver(rows[0]);
  }

  /** @throws NotFoundError, also for a waiver of another environment */
  async get(environment: string, id: string): Promise<CheckWaiver> {
    const row = await this.#knex<DbCheckWaiverRow>(CHECK_WAIVERS)
      .where({ environment, id })
      .first();
    if (!row) {
      throw new NotFoundError(
        `No waiver found with id '${id}' in environment '${environment}'`,
      );
    }
    return toWaiver(row);
  }

  /** Newest first. */
  async ofCheck(environment: string, checkId: string): Promise<CheckWaiver[]> {
    const rows = await this.#knex<DbCheckWaiverRow>(CHECK_WAIVERS)
      .where({ environment, check_id: checkId })
      .orderBy('requested_at', 'desc');
    return rows.map(toWaiver);
  }

  /** Those that wait or are in force. */
  async open(
    environment: string,
    knex: Knex = this.#knex,
  ): Promise<CheckWaiver[]> {
    const rows = await knex<DbCheckWaiverRow>(CHECK_WAIVERS)
      .where({ environment })
      .whereIn('state', OPEN);
    return rows.map(toWaiver);
  }

  /** Of all environments: what is not over, and what ended by itself after a moment. */
  async since(moment: Date): Promise<CheckWaiver[]> {
    const rows = await this.#knex<DbCheckWaiverRow>(CHECK_WAIVERS)
      .whereIn('state', [...OPEN, 'expired'])
      .where('expires_at', '>', toDbTime(moment));
    return rows.map(toWaiver);
  }

  /** @throws ConflictError when it no longer waits, or its time has passed */
  async decide(
    waiver: CheckWaiver,
    decision: { state: 'active' | 'rejected'; by: string },
  ): Promise<CheckWaiver> {
    return this.#move(waiver, ['requested'], {
      state: decision.state,
      decided_by: decision.by,
      decided_at: dbNow(this.#knex) as unknown as string,
    });
  }

  /** @throws ConflictError when it has ended */
  async revoke(waiver: CheckWaiver, by: string): Promise<CheckWaiver> {
    return this.#move(waiver, OPEN, {
      state: 'revoked',
      revoked_by: by,
      revoked_at: dbNow(this.#knex) as unknown as string,
    });
  }

  /** Writes down which ones have ended by themselves; the verdict goes by the time alone. */
  async expire(): Promise<void> {
    await this.#knex<DbCheckWaiverRow>(CHECK_WAIVERS)
      .whereIn('state', OPEN)
      .where('expires_at', '<=', dbNow(this.#knex))
      .update({ state: 'expired' });
  }

  async #move(
    waiver: CheckWaiver,
    from: readonly WaiverState[],
    columns: Partial<DbCheckWaiverRow>,
  ): Promise<CheckWaiver> {
    const [row] = await this.#knex<DbCheckWaiverRow>(CHECK_WAIVERS)
      .where('id', waiver.id)
      .whereIn('state', from)
      .where('expires_at', '>', dbNow(this.#knex))
      .update(columns)
      .returning('*');
    if (!row) {
      throw new ConflictError(
        `Waiver '${waiver.id}' is '${waiver.state}' until ${waiver.expiresAt} and cannot be changed so any more, ask for a new one`,
      );
    }
    return toWaiver(row);
  }
}

function toWaiver(row: DbCheckWaiverRow): CheckWaiver {
  return {
    id: row.id,
    environment: row.environment,
    checkId: row.check_id,
    state: row.state as WaiverState,
    reason: row.reason,
    ticket: row.ticket,
    requestedBy: row.requested_by,
    requestedAt: fromDbTime(row.requested_at),
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ? fromDbTime(row.decided_at) : undefined,
    expiresAt: fromDbTime(row.expires_at),
    revokedBy: row.revoked_by ?? undefined,
    revokedAt: row.revoked_at ? fromDbTime(row.revoked_at) : undefined,
  };
}
