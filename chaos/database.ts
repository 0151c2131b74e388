import createKnex, { type Knex } from 'knex';
import {
  POSTGRES_SEARCH_PATH,
  prepareSqliteClock,
  type SqliteConnection,
} from './clock';

/** Where a cluster keeps its runs. */
export type DatabaseSettings =
  | { client: 'pg'; url: string }
  | { client: 'better-sqlite3'; file: string; jumpFile: string };

/** Opens the database as the backend would, with a clock that can jump. */
export function openDatabase(settings: DatabaseSettings): Knex {
  if (settings.client === 'pg') {
    return createKnex({
      client: 'pg',
      connection: settings.url,
      searchPath: POSTGRES_SEARCH_PATH,
      // A database that is away is what is tried here, and no news.
      log: { warn: noMessage, error: noMessage },
      // As Backstage: a connection that was cut is thrown away, not given out.
      pool: { min: 0, max: 10 },
    });
  }
  return createKnex({
    client: 'better-sqlite3',
    connection: { filename: settings.file },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (
        connection: SqliteConnection & { pragma(text: string): unknown },
        done: (error: null, connection: unknown) => void,
      ) => {
        connection.pragma('foreign_keys = ON');
        // It stalls the whole process for as long.
        connection.pragma('busy_timeout = 1000');
        prepareSqliteClock(connection, settings.jumpFile);
        done(null, connection);
      },
    },
  });
}

function noMessage(): void {}
