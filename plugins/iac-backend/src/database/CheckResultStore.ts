import type {
  CheckPeriod,
  ReadinessCheckResult,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import {
  toJson,
  toPeriod,
  toPeriodRow,
  toResult,
  toRow,
  type RecordedResult,
} from './checkResultRow';
import {
  CHECK_PERIODS,
  CHECK_RESULTS,
  type DbCheckPeriodRow,
  type DbCheckResultRow,
} from './readinessTables';

const SHOWN_PERIODS = 100;

/** Newest results, and a history that grows only when a check says something else. */
export class CheckResultStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** By check. */
  async list(
    environment: string,
    knex: Knex = this.#knex,
  ): Promise<Map<string, ReadinessCheckResult>> {
    const rows = await knex<DbCheckResultRow>(CHECK_RESULTS).where({
      environment,
    });
    return new Map(rows.map(row => [row.check_id, toResult(row)]));
  }

  /** Newest first. */
  async periods(environment: string, checkId: string): Promise<CheckPeriod[]> {
    const rows = await this.#knex<DbCheckPeriodRow>(CHECK_PERIODS)
      .where({ environment, check_id: checkId })
      .orderBy('seq', 'desc')
      .limit(SHOWN_PERIODS);
    return rows.map(toPeriod);
  }

  /**
   * Replaces the results of an environment; checks that are not among them are
   * gone from it, and stay in the history.
   *
   * @param tx - transaction that is alone with the environment
   * @param at - ISO 8601, UTC
   */
  async record(
    tx: Knex,
    environment: string,
    results: RecordedResult[],
    at: string,
  ): Promise<void> {
    const known = new Map(
      (
        await tx<DbCheckResultRow>(CHECK_RESULTS)
          .where({ environment })
          .select('check_id', 'status', 'summary', 'said', 'period')
      ).map(row => [row.check_id, row]),
    );
    const same: Array<number | string> = [];
    for (const result of results) {
      const before = known.get(result.checkId);
      const isSame =
        before?.status === result.status && before.summary === result.summary;
      if (isSame) {
        same.push(before.period);
        await this.#sayAgain(tx, before, result);
      }
      const period = isSame
        ? before.period
        : await this.#begin(tx, environment, result, at);
      await tx<DbCheckResultRow>(CHECK_RESULTS)
        .insert(toRow(environment, result, period))
        .onConflict(['environment', 'check_id'])
        .merge();
    }
    if (same.length > 0) {
      await tx<DbCheckPeriodRow>(CHECK_PERIODS)
        .whereIn('seq', same)
        .update({
          to_at: at,
          observations: tx.raw('observations + 1') as unknown as number,
        });
    }
    await tx<DbCheckResultRow>(CHECK_RESULTS)
      .where({ environment })
      .whereNotIn(
        'check_id',
        results.map(({ checkId }) => checkId),
      )
      .delete();
  }

  /** Another release may say the same by another key, or by one for the first time. */
  async #sayAgain(
    tx: Knex,
    before: Pick<DbCheckResultRow, 'said' | 'period'>,
    result: RecordedResult,
  ): Promise<void> {
    const said = toJson(result.said);
    if (said === before.said) return;
    await tx<DbCheckPeriodRow>(CHECK_PERIODS)
      .where({ seq: before.period })
      .update({ said });
  }

  async #begin(
    tx: Knex,
    environment: string,
    result: RecordedResult,
    at: string,
  ): Promise<number | string> {
    const [{ seq }] = await tx<DbCheckPeriodRow>(CHECK_PERIODS)
      .insert(toPeriodRow(environment, result, at))
      .returning('seq');
    return seq;
  }
}
