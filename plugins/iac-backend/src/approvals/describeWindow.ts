import type { FreezeWindow } from '@backstage-iac/plugin-iac-node';

const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/** A window in words: `every Friday at 18:00 for 62 hours (Europe/Berlin)`. */
export function describeWindow(window: FreezeWindow): string {
  return 'cron' in window
    ? `${describeCron(window.cron)} for ${describeDuration(
        window.durationSeconds,
      )} (${window.timezone})`
    : `from ${window.from.replace('T', ' ')} to ${window.to.replace(
        'T',
        ' ',
      )} (${window.timezone})`;
}

/** The usual expressions in words, others as they are. */
function describeCron(cron: string): string {
  const simple = /^(\d{1,2}) +(\d{1,2}) +\* +\* +(\*|[0-7])$/.exec(cron);
  if (!simple) return `from each '${cron}'`;
  const [, minute, hour, weekday] = simple;
  const day = weekday === '*' ? 'day' : WEEKDAYS[Number(weekday) % 7];
  return `every ${day} at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

function describeDuration(seconds: number): string {
  if (seconds % 86_400 === 0) return countOf(seconds / 86_400, 'day');
  if (seconds % 3600 === 0) return countOf(seconds / 3600, 'hour');
  return countOf(Math.round(seconds / 60), 'minute');
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
