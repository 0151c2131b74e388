import type { Freeze } from '@backstage-iac/plugin-iac-common';
import type { FreezeWindow } from '@backstage-iac/plugin-iac-node';
import { CronTime } from 'cron';
import { DateTime } from 'luxon';

/** Windows that follow each other without a gap are told as one, up to as many. */
const MAX_CHAIN = 100;

/** No change of clocks moves a local time further, in milliseconds. */
const CLOCK_CHANGE_MS = 3 * 60 * 60 * 1000;

interface Interval {
  from: number;
  to: number;
}

/**
 * The window that is in force, if any; of several, the one that ends last.
 *
 * A window begins and ends by the clock on the wall of its time zone: a weekend
 * from Friday at 18:00 for 62 hours ends on Monday at 8:00, also when the clocks
 * change in between. A beginning that the clocks skip is the moment after.
 */
export function freezeAt(
  windows: readonly FreezeWindow[],
  date: Date,
): Freeze | undefined {
  let longest: { title: string; to: number } | undefined;
  for (const window of windows) {
    const to = endAt(window, date.getTime());
    if (to !== undefined && to > (longest?.to ?? 0)) {
      longest = { title: window.title, to };
    }
  }
  return (
    longest && {
      title: longest.title,
      until: new Date(longest.to).toISOString(),
    }
  );
}

function endAt(window: FreezeWindow, now: number): number | undefined {
  if (!('cron' in window)) {
    const zone = window.timezone;
    const from = DateTime.fromISO(window.from, { zone }).toMillis();
    const to = DateTime.fromISO(window.to, { zone }).toMillis();
    return from <= now && now < to ? to : undefined;
  }
  const cron = new CronTime(window.cron, window.timezone);
  const earliest = now - window.durationSeconds * 1000 - CLOCK_CHANGE_MS;
  let current = next(cron, window, earliest);
  while (current.from <= now && current.to <= now) {
    current = next(cron, window, current.from);
  }
  if (current.from > now) return undefined;
  let { to } = current;
  for (let count = 0; count < MAX_CHAIN; count += 1) {
    current = next(cron, window, current.from);
    if (current.from > to) return to;
    to = Math.max(to, current.to);
  }
  return to;
}

/** The first interval that begins after a moment. */
function next(
  cron: CronTime,
  window: Extract<FreezeWindow, { cron: string }>,
  after: number,
): Interval {
  const start = cron.getNextDateFrom(new Date(after), window.timezone);
  const end = DateTime.fromMillis(start.toMillis(), { zone: window.timezone })
    // Adds on the wall, where every hour has its place once.
    .setZone('utc', { keepLocalTime: true })
    .plus({ seconds: window.durationSeconds })
    .setZone(window.timezone, { keepLocalTime: true });
  return { from: start.toMillis(), to: end.toMillis() };
}
