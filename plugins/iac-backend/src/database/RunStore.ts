import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isChangingOperation,
  TERMINAL_RUN_STATES,
  type ListRunsRequest,
  type Operation,
  type Page,
  type RedactedText,
  type RunState,
  type RunTrigger,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { RunEvents } from '../events/RunEvents';
import { unlessConflict } from './conflicts';
import { toRun, type StoredRun } from './runRow';
import { RUNS, type DbRunRow } from './tables';
import { readPage } from './readPage';
import { dbNow, toDbTime } from './time';

/** Two hosts that number runs of one environment at once; one of them tries again. */
const NUMBERING_ATTEMPTS = 20;

const DEFAULT_PAGE_SIZE = 25;

/** Parameters of a query are limited, in SQLite most. */
const IDS_PER_QUERY = 500;
/** Nobody waits for these: people go first. */
const UNATTENDED_TRIGGERS: readonly RunTrigger[] = ['schedule', 'startup'];

export interface NewRun {
  environment: string;
  operation: Operation;
  ref?: string;
  reason?: RedactedText;
  /** Ticket of the change. */
  ticket?: RedactedText;
  /** The run that this one plans again. */
  predecessor?: StoredRun['predecessor'];
  trigger: RunTrigger;
  createdBy: string;
  /** Unique per creator. */
  idempotencyKey?: string;
}

/** Which runs count when the newest of each environment is looked for. */
export interface LatestRunFilter {
  operations?: readonly Operation[];
  states?: readonly RunState[];
  /** Only runs that made a plan. */
  planned?: boolean;
  /** Only runs whose plan was approved. */
  approved?: boolean;
  /** Only runs of the environment's own ref, not of a branch under review. */
  ownRef?: boolean;
}

/** Makes, finds and lists runs. What changes a run is in `RunLeases` and `RunTransitions`. */
export class RunStore {
  readonly #knex: Knex;
  readonly #events: RunEvents;

  constructor(options: { knex: Knex; events: RunEvents }) {
    this.#knex = options.knex;
    this.#events = options.events;
  }

  /**
   * Queues a run.
   *
   * @returns the run; an earlier one when the same creator used the same key
   * @throws ConflictError when the key belongs to another request
   */
  async create(run: NewRun): Promise<StoredRun> {
    const { row, isNew } = await this.#createIn(this.#knex, run);
    if (isNew) {
      this.#events.publish({
        type: 'state',
        environment: row.environment,
        runId: row.id,
        state: 'pending',
      });
    }
    return toRun(row);
  }

  /** As {@link create}, within a transaction and without telling anybody yet. */
  async createWithin(tx: Knex, run: NewRun): Promise<StoredRun> {
    return toRun((await this.#createIn(tx, run)).row);
  }

  async #createIn(
    knex: Knex,
    run: NewRun,
  ): Promise<{ row: DbRunRow; isNew: boolean }> {
    for (let attempt = 0; attempt < NUMBERING_ATTEMPTS; attempt += 1) {
      const earlier = await this.#findByKey(knex, run);
      if (earlier) return { row: earlier, isNew: false };
      const row = await unlessConflict(() => this.#insert(knex, run));
      if (row) return { row, isNew: true };
    }
    throw new ConflictError(
      `Too many runs were created for environment '${run.environment}' at once, try again`,
    );
  }

  /** @throws NotFoundError */
  async get(runId: string): Promise<StoredRun> {
    const row = await this.#knex<DbRunRow>(RUNS).where('id', runId).first();
    if (!row) throw new NotFoundError(`No run found with id '${runId}'`);
    return toRun(row);
  }

  /** Newest first. */
  async list(
    request: ListRunsRequest & { environments?: string[] },
  ): Promise<Page<StoredRun>> {
    const matching = this.#knex<DbRunRow>(RUNS).modify(query => {
      if (request.environment) query.where('environment', request.environment);
      if (request.environments) {
        query.whereIn('environment', request.environments);
      }
      if (request.operation) query.where('operation', request.operation);
      if (request.state) query.where('state', request.state);
    });
    return readPage(
      matching,
      { offset: request.offset, limit: request.limit ?? DEFAULT_PAGE_SIZE },
      toRun,
    );
  }

  /** Runs that have not ended, the oldest first. */
  async listActive(environments: string[]): Promise<StoredRun[]> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .whereIn('environment', environments)
      .whereNotIn('state', TERMINAL_RUN_STATES)
      .orderBy('seq');
    return rows.map(toRun);
  }

  /** States of the runs that are known, by id. */
  async statesOf(runIds: string[]): Promise<Map<string, RunState>> {
    const states = new Map<string, RunState>();
    for (let start = 0; start < runIds.length; start += IDS_PER_QUERY) {
      const rows = await this.#knex<DbRunRow>(RUNS)
        .whereIn('id', runIds.slice(start, start + IDS_PER_QUERY))
        .select('id', 'state');
      for (const { id, state } of rows) states.set(id, state as RunState);
    }
    return states;
  }

  /** Runs whose outcome is not known, and that no person has closed; the oldest first. */
  async listUnclosed(environments?: string[]): Promise<StoredRun[]> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .where('state', 'outcome_unknown')
      .whereNull('closed')
      .modify(query => {
        if (environments) query.whereIn('environment', environments);
      })
      .orderBy('seq');
    return rows.map(toRun);
  }

  /** Runs that were approved and have ended since a moment, newest first. */
  async listApplies(
    environment: string,
    since: Date,
    limit: number,
  ): Promise<StoredRun[]> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .where({ environment })
      .whereNotNull('approved_at')
      .whereIn('state', ['applied', 'errored', 'outcome_unknown'])
      .where('finished_at', '>=', toDbTime(since))
      .orderBy('seq', 'desc')
      .limit(limit);
    return rows.map(toRun);
  }

  /** Runs for which the glass was broken and that nobody reviewed, the oldest first. */
  async listToReview(environments: string[]): Promise<StoredRun[]> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .whereIn('environment', environments)
      .where('needs_review', true)
      .orderBy('seq');
    return rows.map(toRun);
  }

  /** Newest matching run of each environment, in one query for all of them. */
  async latest(
    environments: string[],
    filter: LatestRunFilter = {},
  ): Promise<Map<string, StoredRun>> {
    const newest = this.#knex<DbRunRow>(RUNS)
      .max('seq')
      .whereIn('environment', environments)
      .modify(query => {
        if (filter.operations) query.whereIn('operation', filter.operations);
        if (filter.states) query.whereIn('state', filter.states);
        if (filter.planned) query.whereNotNull('has_changes');
        if (filter.approved) query.whereNotNull('approved_at');
        if (filter.ownRef) query.whereNull('ref');
      })
      .groupBy('environment');
    const rows = await this.#knex<DbRunRow>(RUNS).whereIn('seq', newest);
    return new Map(rows.map(row => [row.environment, toRun(row)]));
  }

  async #findByKey(knex: Knex, run: NewRun): Promise<DbRunRow | undefined> {
    if (run.idempotencyKey === undefined) return undefined;
    const row = await knex<DbRunRow>(RUNS)
      .where({
        created_by: run.createdBy,
        idempotency_key: run.idempotencyKey,
      })
      .first();
    if (!row) return undefined;
    if (
      row.environment !== run.environment ||
      row.operation !== run.operation ||
      (row.ref ?? undefined) !== run.ref
    ) {
      throw new ConflictError(
        `Idempotency key '${run.idempotencyKey}' was used for another request, use a new one`,
      );
    }
    return row;
  }

  async #insert(knex: Knex, run: NewRun): Promise<DbRunRow> {
    return knex.transaction(async tx => {
      const last = await tx<DbRunRow>(RUNS)
        .where('environment', run.environment)
        .max({ number: 'number' })
        .first();
      const [row] = await tx<DbRunRow>(RUNS)
        .insert({
          id: randomUUID(),
          environment: run.environment,
          number: Number(last?.number ?? 0) + 1,
          operation: run.operation,
          changing: isChangingOperation(run.operation),
          state: 'pending',
          trigger: run.trigger,
          created_by: run.createdBy,
          idempotency_key: run.idempotencyKey ?? null,
          ref: run.ref ?? null,
          reason: run.reason ?? null,
          ticket: run.ticket ?? null,
          predecessor: run.predecessor ? JSON.stringify(run.predecessor) : null,
          priority: UNATTENDED_TRIGGERS.includes(run.trigger) ? 1 : 0,
          created_at: dbNow(tx) as unknown as string,
          stages: '[]',
        })
        .returning('*');
      return row;
    });
  }
}
