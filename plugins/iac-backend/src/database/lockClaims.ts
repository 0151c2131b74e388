import type { Knex } from 'knex';
import { isPostgres } from './time';

/**
 * Lets one claim at a time look and take, over all hosts; held until the
 * transaction ends.
 *
 * On PostgreSQL it is an advisory lock of the transaction, one for each schema
 * that holds these tables. A claim takes milliseconds, a run seconds to hours,
 * so that a finer lock would win nothing, and groups of environments need one
 * over all of them anyway. A host that is frozen in the middle of a claim would
 * stop all others: the server ends its transaction after some seconds.
 *
 * SQLite has one writer. Should another process write between the look and the
 * update, then the update fails (`SQLITE_BUSY_SNAPSHOT`) and is tried again.
 */
export async function lockClaims(tx: Knex): Promise<void> {
  if (!isPostgres(tx)) return;
  await tx.raw(`
    SET LOCAL idle_in_transaction_session_timeout = '10s';
    SET LOCAL lock_timeout = '15s';
    SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.iac_runs.claims'));
  `);
}
