import type {
  DriftResult,
  EpisodeCheck,
  EpisodeResource,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { readApplySince, readLastApply } from '../database/applies';
import type { StoredEpisode } from '../database/driftEpisodeRow';
import type { DriftEpisodeStore } from '../database/DriftEpisodeStore';
import type { DriftEventStore } from '../database/DriftEventStore';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { StoredRun } from '../database/runRow';
import { fromDbTime, readDbNow } from '../database/time';
import { joinResources, overlap, worstOf } from './episodeResources';
import { resolveEpisode } from './resolveEpisode';

/** A drift check that ends. */
type Check = Pick<StoredRun, 'id' | 'number' | 'environment'>;

/**
 * What follows from a drift check, written in the transaction that ends it: the
 * answer, the episode, and what is to be told. A worker that lost its run writes
 * none of it; a check that ends after a newer one did changes nothing.
 *
 * An apply writes nothing here. Whether one ended the drift is read from the
 * runs by the check that no longer sees it.
 */
export class DriftJournal {
  readonly #states: EnvironmentStateStore;
  readonly #episodes: DriftEpisodeStore;
  readonly #events: DriftEventStore;

  constructor(options: {
    states: EnvironmentStateStore;
    episodes: DriftEpisodeStore;
    events: DriftEventStore;
  }) {
    this.#states = options.states;
    this.#episodes = options.episodes;
    this.#events = options.events;
  }

  async answered(
    tx: Knex,
    run: Check,
    drift: RedactedJson<DriftResult>,
  ): Promise<void> {
    const { environment } = run;
    // First of all: it makes checks of one environment wait for each other.
    const turn = await this.#states.takeDriftTurn(tx, environment, run.number);
    if (!turn) return;
    const since = await this.#states.recordDrift(tx, {
      environment,
      runId: run.id,
      drift,
    });
    const check = await checkOf(tx, run, drift.status);
    if (turn.failingSince) {
      await this.#states.markDriftFailing(tx, environment, false);
      await this.#tell(tx, 'check-recovered', { environment, check });
    }
    const open = await this.#episodes.findOpen(tx, environment);
    if (drift.status === 'clean') {
      if (open) await this.#resolve(tx, open, { check, drift });
      return;
    }
    const sighting = await this.#sight(tx, { open, environment, check, drift });
    if (open) {
      await this.#episodes.goOn(tx, open.id, sighting);
      return;
    }
    const episode = await this.#episodes.begin(tx, environment, {
      ...sighting,
      firstSeenAt: since ?? check.at,
      appliedBefore: await readLastApply(tx, environment),
    });
    await this.#tell(tx, 'drifted', { environment, check, episode });
  }

  /** The check gave no answer: it neither begins nor ends an episode. */
  async failed(tx: Knex, run: Check): Promise<void> {
    const { environment } = run;
    const turn = await this.#states.takeDriftTurn(tx, environment, run.number);
    if (!turn) return;
    const check = await checkOf(tx, run, 'failed');
    const open = await this.#episodes.findOpen(tx, environment);
    if (open) await this.#episodes.noteCheck(tx, open.id, check);
    if (turn.failingSince) return;
    await this.#states.markDriftFailing(tx, environment, true);
    await this.#tell(tx, 'check-failing', { environment, check });
  }

  async #sight(
    tx: Knex,
    seen: {
      open?: StoredEpisode;
      environment: string;
      check: EpisodeCheck;
      drift: RedactedJson<DriftResult>;
    },
  ) {
    const { open, environment, check, drift } = seen;
    const resources = joinResources(open?.resources, drift);
    return {
      check,
      resources,
      resourceCount: Math.max(
        open?.resourceCount ?? 0,
        drift.outsideChanges.length,
      ),
      severity: worstOf(resources),
      recurrence: await this.#recurrence(tx, environment, resources),
    };
  }

  /** Asked again at each sighting: a resource that joins may have drifted before. */
  async #recurrence(
    tx: Knex,
    environment: string,
    resources: EpisodeResource[],
  ) {
    const earlier = await this.#episodes.listResolved(tx, environment);
    const same = earlier.filter(episode =>
      overlap(resources, episode.resources),
    );
    return { episodes: same.length, lastEndedAt: same[0]?.endedAt };
  }

  async #resolve(
    tx: Knex,
    open: StoredEpisode,
    found: { check: EpisodeCheck; drift: RedactedJson<DriftResult> },
  ): Promise<void> {
    const { environment } = open;
    const { check, drift } = found;
    const end = resolveEpisode(open, {
      apply: await readApplySince(tx, environment, open.lastSeenAt),
      ignored: drift.ignored,
      at: check.at,
    });
    const episode = await this.#episodes.resolve(tx, open.id, {
      check,
      ...end,
    });
    await this.#tell(tx, 'resolved', { environment, check, episode });
  }

  async #tell(
    tx: Knex,
    type: Parameters<DriftEventStore['add']>[1]['type'],
    about: {
      environment: string;
      check: EpisodeCheck;
      episode?: StoredEpisode;
    },
  ): Promise<void> {
    const { environment, check, episode } = about;
    const { runId, number, at } = check;
    const run = { runId, number };
    await this.#events.add(tx, { environment, type, run, at, episode });
  }
}

/** By the database's clock, as the times of runs are. */
async function checkOf(
  tx: Knex,
  { id, number }: Check,
  answer: EpisodeCheck['answer'],
): Promise<EpisodeCheck> {
  const at = fromDbTime(await readDbNow(tx));
  return { runId: id, number, answer, at };
}
