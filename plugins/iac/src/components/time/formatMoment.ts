const DAY_MS = 24 * 3_600_000;
/** Within these a weekday alone is no riddle. */
const NEAR_MS = 6 * DAY_MS;

/**
 * `Mon 06:00` of the coming or the past days, else `24 Nov, 06:00`; in the
 * reader's own zone. What is no time is shown as it is.
 */
export function formatMoment(iso: string, now = Date.now()): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const isNear = Math.abs(time.getTime() - now) < NEAR_MS;
  return time.toLocaleString([], {
    ...(isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
