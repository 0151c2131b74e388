import {
  READINESS_VERDICTS,
  type ReadinessTimeline,
  type ReadinessVerdict,
} from '@backstage-iac/plugin-iac-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** One day back from the end of a timeline. */
export interface TimelineDay {
  /** ISO 8601, UTC; a day ends where the next one starts. */
  from: string;
  /** The worst of the day; absent before the first verdict. */
  verdict?: ReadinessVerdict;
}

/** Cuts a timeline into days, the oldest first. */
export function daysOf(timeline: ReadinessTimeline): TimelineDay[] {
  const end = Date.parse(timeline.to);
  const count = Math.round((end - Date.parse(timeline.from)) / DAY_MS);
  return Array.from({ length: count }, (_, index) => {
    const from = end - (count - index) * DAY_MS;
    const verdicts = timeline.periods
      .filter(
        period =>
          Date.parse(period.from) < from + DAY_MS &&
          Date.parse(period.to) > from,
      )
      .map(({ verdict }) => verdict);
    return {
      from: new Date(from).toISOString(),
      verdict: READINESS_VERDICTS.find(verdict => verdicts.includes(verdict)),
    };
  });
}
