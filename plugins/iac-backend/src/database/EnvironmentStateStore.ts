import type {
  DriftResult,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { ENVIRONMENT_STATE, type DbEnvironmentStateRow } from './tables';
import { dbNow, fromDbTime, readDbNow, toDbTime } from './time';

const SHOWN_ADDRESSES = 20;

/** What the last drift check that gave an answer said. */
export interface DriftAnswer {
  status: 'clean' | 'drifted';
  count: number;
  undeployedChanges: number;
  /** The first 20. */
  addresses: string[];
  runId: string;
  checkedAt: string;
  /** Drift seen first without a clean check since. */
  since?: string;
}

/** What outlives the single runs of an environment. */
export interface EnvironmentState {
  /** Slots of the drift schedule up to here are dealt with. */
  driftSlotAt?: string;
  drift?: DriftAnswer;
}

export class EnvironmentStateStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(environments: string[]): Promise<Map<string, EnvironmentState>> {
    const rows = await this.#knex<DbEnvironmentStateRow>(
      ENVIRONMENT_STATE,
    ).whereIn('environment', environments);
    return new Map(rows.map(row => [row.environment, toState(row)]));
  }

  /** The database's clock. */
  async now(): Promise<Date> {
    return readDbNow(this.#knex);
  }

  /**
   * Notes that slots of the schedule are dealt with.
   *
   * @param expected - what the caller read before; somebody else was faster when it is another
   * @returns whether this caller was the one
   */
  async moveDriftSlot(
    environment: string,
    expected: string | undefined,
    slotAt: Date,
  ): Promise<boolean> {
    await this.#ensureRow(this.#knex, environment);
    const count = await this.#knex<DbEnvironmentStateRow>(ENVIRONMENT_STATE)
      .where({
        environment,
        drift_slot_at: expected ? toDbTime(new Date(expected)) : null,
      })
      .update({ drift_slot_at: toDbTime(slotAt) });
    return count > 0;
  }

  /**
   * Lets a check have its say, unless a newer one had it. Held until the
   * transaction ends.
   *
   * @param tx - transaction that ends the check
   * @param number - of the check's run
   * @returns since when checks fail, if they do; `undefined` for a check that comes too late
   */
  async takeDriftTurn(
    tx: Knex,
    environment: string,
    number: number,
  ): Promise<{ failingSince?: string } | undefined> {
    await this.#ensureRow(tx, environment);
    const [row] = await tx<DbEnvironmentStateRow>(ENVIRONMENT_STATE)
      .where({ environment })
      .where(query =>
        query
          .whereNull('drift_check_number')
          .orWhere('drift_check_number', '<', number),
      )
      .update({ drift_check_number: number })
      .returning('drift_failing_since');
    if (!row) return undefined;
    const { drift_failing_since: since } = row;
    return since === null ? {} : { failingSince: fromDbTime(since) };
  }

  /** @param tx - transaction that ends the check */
  async markDriftFailing(
    tx: Knex,
    environment: string,
    failing: boolean,
  ): Promise<void> {
    await tx<DbEnvironmentStateRow>(ENVIRONMENT_STATE)
      .where({ environment })
      .update({
        drift_failing_since: failing ? (dbNow(tx) as unknown as string) : null,
      });
  }

  /**
   * @param tx - transaction that ends the run
   * @returns since when checks see drift, if they do
   */
  async recordDrift(
    tx: Knex,
    answer: {
      environment: string;
      runId: string;
      drift: RedactedJson<DriftResult>;
    },
  ): Promise<string | undefined> {
    const { environment, runId, drift } = answer;
    await this.#ensureRow(tx, environment);
    const now = dbNow(tx) as unknown as string;
    const [row] = await tx<DbEnvironmentStateRow>(ENVIRONMENT_STATE)
      .where({ environment })
      .update({
        drift_status: drift.status,
        drift_count: drift.outsideChanges.length,
        undeployed_changes: drift.undeployedChanges,
        drift_addresses: JSON.stringify(
          drift.outsideChanges
            .slice(0, SHOWN_ADDRESSES)
            .map(change => change.address),
        ),
        drift_run_id: runId,
        drift_checked_at: now,
        drift_since:
          drift.status === 'clean'
            ? null
            : (tx.raw('coalesce(drift_since, ?)', [
                dbNow(tx),
              ]) as unknown as string),
      })
      .returning('drift_since');
    return row?.drift_since ? fromDbTime(row.drift_since) : undefined;
  }

  async #ensureRow(knex: Knex, environment: string): Promise<void> {
    await knex<DbEnvironmentStateRow>(ENVIRONMENT_STATE)
      .insert({ environment })
      .onConflict('environment')
      .ignore();
  }
}

function toState(row: DbEnvironmentStateRow): EnvironmentState {
  const state: EnvironmentState = {};
  if (row.drift_slot_at) state.driftSlotAt = fromDbTime(row.drift_slot_at);
  if (row.drift_status && row.drift_checked_at && row.drift_run_id) {
    state.drift = {
      status: row.drift_status,
      count: row.drift_count ?? 0,
      undeployedChanges: row.undeployed_changes ?? 0,
      addresses: JSON.parse(row.drift_addresses ?? '[]'),
      runId: row.drift_run_id,
      checkedAt: fromDbTime(row.drift_checked_at),
      since: row.drift_since ? fromDbTime(row.drift_since) : undefined,
    };
  }
  return state;
}
