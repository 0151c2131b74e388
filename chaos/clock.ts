import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Knex } from 'knex';

/**
 * A database whose clock can jump. Both databases let a session replace the
 * function that the backend asks for the time; the replacement adds an offset
 * that everybody reads from the same place.
 */

/** Schema that stands before PostgreSQL's own in the search path. */
const SCHEMA = 'chaos';

/** PostgreSQL: what a connection must be given. */
export const POSTGRES_SEARCH_PATH = [SCHEMA, 'pg_catalog', 'public'];

export async function preparePostgresClock(knex: Knex): Promise<void> {
  await knex.raw(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  await knex.raw(
    `CREATE TABLE ${SCHEMA}.jump (seconds double precision NOT NULL)`,
  );
  await knex.raw(`INSERT INTO ${SCHEMA}.jump VALUES (0)`);
  await knex.raw(`
    CREATE FUNCTION ${SCHEMA}.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT pg_catalog.clock_timestamp() + (SELECT seconds FROM ${SCHEMA}.jump) * interval '1 second' $$
  `);
}

export async function jumpPostgresClock(
  knex: Knex,
  seconds: number,
): Promise<void> {
  await knex.raw(`UPDATE ${SCHEMA}.jump SET seconds = seconds + ?`, [seconds]);
}

/** What knex hands to `afterCreate` for SQLite. */
export interface SqliteConnection {
  function(
    name: string,
    options: { varargs: boolean },
    implementation: (...given: unknown[]) => string | null,
  ): void;
}

/**
 * SQLite: replaces `strftime` for `now`, with the one format and the one kind of
 * modifier that the backend uses.
 *
 * @param jumpFile - holds the offset in seconds
 */
export function prepareSqliteClock(
  connection: SqliteConnection,
  jumpFile: string,
): void {
  connection.function(
    'strftime',
    { varargs: true },
    (format, time, ...more) => {
      if (format !== '%Y-%m-%dT%H:%M:%fZ' || time !== 'now') {
        throw new Error(`Nobody taught this clock ${format} of ${time}`);
      }
      const seconds = more.reduce<number>((sum, modifier) => {
        const match = /^([-+]?[\d.]+) seconds$/.exec(String(modifier));
        if (!match) throw new Error(`Nobody taught this clock '${modifier}'`);
        return sum + Number(match[1]);
      }, readJump(jumpFile));
      return new Date(Date.now() + seconds * 1000).toISOString();
    },
  );
}

export function jumpSqliteClock(jumpFile: string, seconds: number): void {
  writeFileSync(jumpFile, String(readJump(jumpFile) + seconds));
}

function readJump(jumpFile: string): number {
  return existsSync(jumpFile) ? Number(readFileSync(jumpFile, 'utf8')) || 0 : 0;
}
