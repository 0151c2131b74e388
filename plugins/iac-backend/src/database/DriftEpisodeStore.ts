import { toRedactedText } from '@backstage-iac/engine';
import type {
  DriftEpisode,
  DriftResolution,
  EpisodeApply,
  EpisodeCheck,
  EpisodeResource,
  Page,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { toEpisode, type StoredEpisode } from './driftEpisodeRow';
import { DRIFT_EPISODES, type DbDriftEpisodeRow } from './driftTables';
import { readPage } from './readPage';
import { fromDbTime, toDbTime } from './time';

const DEFAULT_PAGE_SIZE = 25;
/** Earlier episodes that are searched for the same resources. */
const SEARCHED_EPISODES = 200;

/** What a check saw of drift. */
export interface EpisodeSighting {
  check: EpisodeCheck;
  resources: RedactedJson<EpisodeResource[]>;
  resourceCount: number;
  severity: DriftEpisode['severity'];
  recurrence: DriftEpisode['recurrence'];
}

/**
 * Episodes of drift. Whatever writes takes the transaction that ends the check:
 * the ticket that the check's own row is written with stands for both.
 */
export class DriftEpisodeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Newest first. */
  async list(
    environment: string,
    request: { offset?: number; limit?: number },
  ): Promise<Page<StoredEpisode>> {
    const matching = this.#knex<DbDriftEpisodeRow>(DRIFT_EPISODES).where({
      environment,
    });
    return readPage(
      matching,
      { offset: request.offset, limit: request.limit ?? DEFAULT_PAGE_SIZE },
      toEpisode,
    );
  }

  /** The one that goes on. */
  async findOpen(
    tx: Knex,
    environment: string,
  ): Promise<StoredEpisode | undefined> {
    const row = await tx<DbDriftEpisodeRow>(DRIFT_EPISODES)
      .where({ environment, resolved_at: null })
      .first();
    return row && toEpisode(row);
  }

  /** Those that are over, the one that ended last first. */
  async listResolved(
    tx: Knex,
    environment: string,
  ): Promise<{ resources: EpisodeResource[]; endedAt: string }[]> {
    const rows = await tx<DbDriftEpisodeRow>(DRIFT_EPISODES)
      .where({ environment })
      .whereNotNull('resolved_at')
      .orderBy('seq', 'desc')
      .limit(SEARCHED_EPISODES)
      .select('resources', 'resolved_at');
    return rows.map(row => ({
      resources: JSON.parse(row.resources),
      endedAt: fromDbTime(row.resolved_at ?? ''),
    }));
  }

  async begin(
    tx: Knex,
    environment: string,
    sighting: EpisodeSighting & {
      firstSeenAt: string;
      appliedBefore?: EpisodeApply;
    },
  ): Promise<StoredEpisode> {
    const { check, appliedBefore } = sighting;
    const [row] = await tx<DbDriftEpisodeRow>(DRIFT_EPISODES)
      .insert({
        id: randomUUID(),
        environment,
        first_seen_at: toDbTime(new Date(sighting.firstSeenAt)),
        first_run: JSON.stringify({ runId: check.runId, number: check.number }),
        applied_before: appliedBefore ? JSON.stringify(appliedBefore) : null,
        ...toSightingColumns(sighting),
      })
      .returning('*');
    return toEpisode(row);
  }

  async goOn(tx: Knex, id: string, sighting: EpisodeSighting): Promise<void> {
    await tx<DbDriftEpisodeRow>(DRIFT_EPISODES)
      .where({ id, resolved_at: null })
      .update(toSightingColumns(sighting));
  }

  /** A check that could not look. */
  async noteCheck(tx: Knex, id: string, check: EpisodeCheck): Promise<void> {
    await tx<DbDriftEpisodeRow>(DRIFT_EPISODES)
      .where({ id, resolved_at: null })
      .update({ last_check: JSON.stringify(check) });
  }

  async resolve(
    tx: Knex,
    id: string,
    end: {
      check: EpisodeCheck;
      how: DriftResolution;
      at: string;
      by?: EpisodeApply;
    },
  ): Promise<StoredEpisode> {
    const [row] = await tx<DbDriftEpisodeRow>(DRIFT_EPISODES)
      .where({ id, resolved_at: null })
      .update({
        last_check: JSON.stringify(end.check),
        resolved_at: toDbTime(new Date(end.at)),
        resolution: end.how,
        resolved_by: end.by ? JSON.stringify(end.by) : null,
      })
      .returning('*');
    return toEpisode(row);
  }
}

function toSightingColumns({
  check,
  resources,
  resourceCount,
  severity,
  recurrence,
}: EpisodeSighting) {
  const { lastEndedAt } = recurrence;
  return {
    last_seen_at: toDbTime(new Date(check.at)),
    last_check: JSON.stringify(check),
    resources: toRedactedText(resources),
    resource_count: resourceCount,
    severity,
    recurrences: recurrence.episodes,
    recurred_after: lastEndedAt ? toDbTime(new Date(lastEndedAt)) : null,
  };
}
