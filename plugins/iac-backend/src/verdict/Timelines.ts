import type {
  ReadinessTimeline,
  TimelineMark,
  VerdictPeriod,
} from '@backstage-iac/plugin-iac-common';
import type { DriftEpisodeStore } from '../database/DriftEpisodeStore';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { ReadinessStore } from '../database/ReadinessStore';
import type { RunStore } from '../database/RunStore';

const DAY_MS = 24 * 60 * 60 * 1000;
/** More marks than a strip has room for. */
const MOST_MARKS = 500;

/** Tells what became of environments in the last days. */
export class Timelines {
  readonly #verdicts: Pick<ReadinessStore, 'periodsSince'>;
  readonly #runs: Pick<RunStore, 'listApplies'>;
  readonly #episodes: Pick<DriftEpisodeStore, 'list'>;
  readonly #states: Pick<EnvironmentStateStore, 'now'>;

  constructor(options: {
    verdicts: Pick<ReadinessStore, 'periodsSince'>;
    runs: Pick<RunStore, 'listApplies'>;
    episodes: Pick<DriftEpisodeStore, 'list'>;
    states: Pick<EnvironmentStateStore, 'now'>;
  }) {
    this.#verdicts = options.verdicts;
    this.#runs = options.runs;
    this.#episodes = options.episodes;
    this.#states = options.states;
  }

  /** @param days - back from now */
  async read(environment: string, days: number): Promise<ReadinessTimeline> {
    const to = await this.#states.now();
    const from = new Date(to.getTime() - days * DAY_MS);
    const [began, applies, episodes] = await Promise.all([
      this.#verdicts.periodsSince(environment, from),
      this.#runs.listApplies(environment, from, MOST_MARKS),
      this.#episodes.list(environment, { limit: MOST_MARKS }),
    ]);
    const marks = [
      ...applies.map(
        (run): TimelineMark => ({
          kind: run.state === 'applied' ? 'applied' : 'apply-failed',
          at: run.finishedAt ?? run.createdAt,
          runId: run.id,
          number: run.number,
        }),
      ),
      ...episodes.items.flatMap(({ firstSeenAt, firstSeenBy, resolved }) => [
        { kind: 'drift-began' as const, at: firstSeenAt, ...firstSeenBy },
        ...(resolved
          ? [{ kind: 'drift-ended' as const, at: resolved.at }]
          : []),
      ]),
    ];
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      periods: toPeriods(began, { from, to }),
      marks: marks
        .filter(({ at }) => at >= from.toISOString())
        .sort((a, b) => (a.at < b.at ? -1 : 1))
        .slice(-MOST_MARKS),
    };
  }
}

/** Neighbours with the same verdict are one stretch: their reasons differ, and the strip shows none. */
function toPeriods(
  began: { verdict: VerdictPeriod['verdict']; from: string }[],
  window: { from: Date; to: Date },
): VerdictPeriod[] {
  const periods: VerdictPeriod[] = [];
  const start = window.from.toISOString();
  for (const { verdict, from } of began) {
    const last = periods.at(-1);
    const at = from < start ? start : from;
    if (last?.verdict === verdict) continue;
    if (last) last.to = at;
    periods.push({ verdict, from: at, to: window.to.toISOString() });
  }
  return periods;
}
