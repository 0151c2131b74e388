import { ConflictError } from '@backstage/errors';
import type {
  Reconciliation,
  RedactedText,
  Run,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { addToDiscussion } from '../database/discussion';
import { toColumns, toRun, type RunPatch } from '../database/runRow';
import {
  DISCUSSION,
  RUNS,
  type DbDiscussionRow,
  type DbRunRow,
} from '../database/tables';
import { fromDbTime, readDbNow } from '../database/time';
import type { RunEvents } from '../events/RunEvents';

/** What is known, and said, of runs that have ended without order. No worker owns them. */
export class OutcomeStore {
  readonly #knex: Knex;
  readonly #events: RunEvents;

  constructor(options: { knex: Knex; events: RunEvents }) {
    this.#knex = options.knex;
    this.#events = options.events;
  }

  async now(): Promise<string> {
    return fromDbTime(await readDbNow(this.#knex));
  }

  /**
   * Keeps a report. A host without the run's folder knows little: its report
   * does not replace one of the host that has it.
   */
  async report(runId: string, reconciliation: Reconciliation): Promise<void> {
    const { progress, process, rescuedState } = reconciliation;
    const sawFolder = process === 'running' || process === 'ended';
    await this.#knex.transaction(async tx => {
      // The row first: a statement that only waits for it in PostgreSQL would
      // still see the discussion as it was before (READ COMMITTED, snapshots).
      await tx<DbRunRow>(RUNS).where('id', runId).forUpdate().select('id');
      const pushed = await tx<DbDiscussionRow>(DISCUSSION)
        .where({ run_id: runId, kind: 'state-pushed' })
        .first('run_id');
      await tx<DbRunRow>(RUNS)
        .where({ id: runId, state: 'outcome_unknown' })
        .modify(query => {
          if (!sawFolder) {
            query.where(inner =>
              inner
                .whereNull('reconciliation')
                .orWhere('reconciliation', 'not like', '%"process":"running"%')
                .where('reconciliation', 'not like', '%"process":"ended"%'),
            );
          }
        })
        .update(
          toColumns({
            reconciliation,
            ...(sawFolder ? { progress } : {}),
            // The worker may have looked before a person pushed the state.
            ...(sawFolder && !pushed ? { rescuedState } : {}),
          }),
        );
    });
  }

  /**
   * Keeps a person's word on an unknown outcome: the environment is free again.
   *
   * @throws ConflictError when somebody was faster
   */
  async close(
    run: Run,
    word: Pick<RunPatch, 'closed' | 'successor'>,
  ): Promise<void> {
    const { closed } = word;
    await this.#knex.transaction(async tx => {
      const count = await tx<DbRunRow>(RUNS)
        .where({ id: run.id, state: 'outcome_unknown', closed: null })
        .update(toColumns(word));
      if (count === 0) {
        throw new ConflictError(
          `Run '${run.id}' was closed by somebody else, look at it again`,
        );
      }
      await addToDiscussion(tx, run.id, {
        kind: 'closed',
        person: closed?.by ?? '',
        text: closed?.comment,
      });
    });
    // Runs that waited for it may begin.
    this.#events.publish({
      type: 'state',
      environment: run.environment,
      runId: run.id,
      state: run.state,
    });
  }

  /** The state that Terraform could not save is saved. */
  async statePushed(run: Run, person: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx<DbRunRow>(RUNS)
        .where('id', run.id)
        .update(toColumns({ rescuedState: false }));
      await addToDiscussion(tx, run.id, {
        kind: 'state-pushed',
        person,
      });
    });
  }

  async note(
    runId: string,
    kind: 'force-canceled' | 'state-unlocked',
    person: string,
    text?: RedactedText,
  ): Promise<void> {
    await addToDiscussion(this.#knex, runId, { kind, person, text });
  }

  /** Runs of an environment that some worker began, the newest first, with the host that did. */
  async begun(
    environment: string,
    limit: number,
  ): Promise<{ run: Run; worker: string; leased: boolean }[]> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .where({ environment })
      .whereNotNull('worker')
      .orderBy('seq', 'desc')
      .limit(limit);
    return rows.map(row => ({
      run: toRun(row),
      worker: row.worker ?? '',
      leased: row.lease_ticket !== null,
    }));
  }
}
