import type { Knex } from 'knex';
import type { DbTime } from './tables';

/** All times are the database's: hosts disagree about theirs. */
export function dbNow(knex: Knex): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw('clock_timestamp()')
    : knex.raw(`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`);
}

/** The database's time in some seconds; negative for the past. */
export function dbNowPlus(knex: Knex, seconds: number): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw(`clock_timestamp() + ? * interval '1 second'`, [seconds])
    : knex.raw(`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)`, [
        `${seconds} seconds`,
      ]);
}

/** The database's clock. */
export async function readDbNow(knex: Knex): Promise<Date> {
  const [{ now }] = await knex.select<{ now: DbTime }[]>(
    knex.raw('? as now', [dbNow(knex)]),
  );
  return new Date(now);
}

/** A time to store. Both databases compare it rightly with {@link dbNow}. */
export function toDbTime(time: Date): string {
  return time.toISOString();
}

/** ISO 8601 in UTC. */
export function fromDbTime(time: DbTime): string {
  return new Date(time).toISOString();
}

export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
