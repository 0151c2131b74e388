import type { EpisodeApply, Operation } from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { RUNS, type DbRunRow } from './tables';
import { fromDbTime, toDbTime } from './time';

/** The last apply of an environment that ended well. */
export async function readLastApply(
  tx: Knex,
  environment: string,
): Promise<EpisodeApply | undefined> {
  const row = await tx<DbRunRow>(RUNS)
    .where({ environment, state: 'applied' })
    .orderBy('finished_at', 'desc')
    .first();
  return row && toApply(row);
}

/**
 * The apply that ended an outside change which was still there at a time. Its
 * own row is asked: the run of a lost worker, which nobody could tell of, has
 * one as well.
 *
 * @returns the first that ended well since; where there is none, the first that changed anything
 */
export async function readApplySince(
  tx: Knex,
  environment: string,
  since: string,
): Promise<EpisodeApply | undefined> {
  const rows = await tx<DbRunRow>(RUNS)
    .where({ environment })
    .where('finished_at', '>', toDbTime(new Date(since)))
    .where(query =>
      query
        .whereIn('state', ['applied', 'outcome_unknown'])
        .orWhereNotNull('progress'),
    )
    .orderBy('finished_at');
  const found = rows.find(({ state }) => state === 'applied') ?? rows[0];
  return found && toApply(found);
}

function toApply(row: DbRunRow): EpisodeApply {
  return {
    runId: row.id,
    number: row.number,
    operation: row.operation as Operation,
    by: row.approved_by ?? row.created_by,
    at: fromDbTime(row.finished_at ?? row.created_at),
  };
}
