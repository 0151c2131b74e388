import type { Knex } from 'knex';
import { LeaseLostError } from './LeaseLostError';
import { RUNS, type DbRunRow } from './tables';

/**
 * Makes a transaction fail unless the worker with the ticket owns the run, and
 * keeps the run with it until the transaction ends: a zombie writes nothing.
 *
 * @throws LeaseLostError
 */
export async function requireTicket(
  tx: Knex,
  runId: string,
  ticket: string,
): Promise<void> {
  // SQLite knows no row locks, and needs none: it has one writer.
  const row = await tx<DbRunRow>(RUNS)
    .where({ id: runId, lease_ticket: ticket })
    .forShare()
    .first('id');
  if (!row) throw new LeaseLostError(runId);
}
