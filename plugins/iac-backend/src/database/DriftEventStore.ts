import { toRedactedText } from '@backstage-iac/engine';
import type { RunMention } from '@backstage-iac/plugin-iac-common';
import type { IacDriftEvent } from '@backstage-iac/plugin-iac-node';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { StoredEpisode } from './driftEpisodeRow';
import { DRIFT_EVENTS, type DbDriftEventRow } from './driftTables';
import { dbNow, dbNowPlus, fromDbTime, toDbTime } from './time';

/** Something to tell, in the hands of one host. */
export interface PendingDriftEvent {
  event: Omit<IacDriftEvent, 'environment'> & { environment: string };
  /** Times that somebody tried, this one included. */
  attempts: number;
}

/** What is to be told about drift. Kept until it was told: a host may die in between. */
export class DriftEventStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @param tx - transaction that writes what the event is about */
  async add(
    tx: Knex,
    event: {
      environment: string;
      type: IacDriftEvent['type'];
      run: RunMention;
      at: string;
      episode?: StoredEpisode;
    },
  ): Promise<void> {
    const { environment, type, run, at, episode } = event;
    await tx<DbDriftEventRow>(DRIFT_EVENTS).insert({
      id: randomUUID(),
      environment,
      type,
      run: JSON.stringify(run),
      episode: episode ? toRedactedText(episode) : null,
      created_at: toDbTime(new Date(at)),
    });
  }

  /**
   * The oldest event that nobody else is telling. One of each environment at a
   * time: a later one must not be heard before it.
   *
   * @param seconds - for how long it is this host's
   */
  async claim(seconds: number): Promise<PendingDriftEvent | undefined> {
    const oldest = await this.#free()
      .whereIn(
        'seq',
        this.#knex<DbDriftEventRow>(DRIFT_EVENTS)
          .min('seq')
          .groupBy('environment'),
      )
      .orderBy('seq')
      .select('id');
    for (const { id } of oldest) {
      const [row] = await this.#free()
        .where({ id })
        .update({
          attempts: this.#knex.raw('attempts + 1') as unknown as number,
          claimed_until: dbNowPlus(this.#knex, seconds) as unknown as string,
        })
        .returning('*');
      if (row) return toPending(row);
    }
    return undefined;
  }

  /** Nobody tries again before so many seconds have passed. */
  async postpone(id: string, seconds: number): Promise<void> {
    await this.#knex<DbDriftEventRow>(DRIFT_EVENTS)
      .where({ id })
      .update({
        claimed_until: dbNowPlus(this.#knex, seconds) as unknown as string,
      });
  }

  async remove(id: string): Promise<void> {
    await this.#knex<DbDriftEventRow>(DRIFT_EVENTS).where({ id }).delete();
  }

  #free() {
    return this.#knex<DbDriftEventRow>(DRIFT_EVENTS).where(query =>
      query
        .whereNull('claimed_until')
        .orWhere('claimed_until', '<=', dbNow(this.#knex)),
    );
  }
}

function toPending(row: DbDriftEventRow): PendingDriftEvent {
  return {
    event: {
      id: row.id,
      type: row.type as IacDriftEvent['type'],
      environment: row.environment,
      run: JSON.parse(row.run),
      at: fromDbTime(row.created_at),
      episode: row.episode === null ? undefined : JSON.parse(row.episode),
    },
    attempts: row.attempts,
  };
}
