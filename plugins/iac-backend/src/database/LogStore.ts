import type { LogChunk, RedactedText } from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import type { RunEvents } from '../events/RunEvents';
import { requireTicket } from './requireTicket';
import { LOG_CHUNKS, type DbLogChunkRow } from './tables';
import { dbNow, fromDbTime } from './time';

/** Rows of one insert. */
const INSERT_BATCH = 50;

/** Whole lines of one stage. */
export interface LogPiece {
  stage: string;
  text: RedactedText;
}

/** The output of runs, read in order by cursor. */
export class LogStore {
  readonly #knex: Knex;
  readonly #events: RunEvents;

  constructor(options: { knex: Knex; events: RunEvents }) {
    this.#knex = options.knex;
    this.#events = options.events;
  }

  /**
   * @param ticket - of the worker that owns the run
   * @throws LeaseLostError
   */
  async append(
    runId: string,
    ticket: string,
    pieces: LogPiece[],
  ): Promise<void> {
    if (pieces.length === 0) return;
    await this.#knex.transaction(async tx => {
      await requireTicket(tx, runId, ticket);
      await tx.batchInsert(
        LOG_CHUNKS,
        pieces.map(piece => ({
          run_id: runId,
          stage: piece.stage,
          // PostgreSQL cannot hold it.
          text: piece.text.replaceAll('\u0000', '\ufffd'),
          created_at: dbNow(tx),
        })),
        INSERT_BATCH,
      );
    });
    this.#events.publish({ type: 'log', runId });
  }

  /** @param after - cursor of the last piece that the reader has; 0 for none */
  async read(
    runId: string,
    options: { after: number; limit: number },
  ): Promise<LogChunk[]> {
    const rows = await this.#knex<DbLogChunkRow>(LOG_CHUNKS)
      .where('run_id', runId)
      .where('id', '>', options.after)
      .orderBy('id')
      .limit(options.limit);
    return rows.map(row => ({
      cursor: Number(row.id),
      stage: row.stage,
      text: row.text,
      at: fromDbTime(row.created_at),
    }));
  }

  /** Takes a log away, as a leak does. */
  async remove(runId: string): Promise<void> {
    await this.#knex<DbLogChunkRow>(LOG_CHUNKS).where('run_id', runId).delete();
  }
}
