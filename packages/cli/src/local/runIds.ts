import { randomBytes } from 'node:crypto';

/** What this command calls its runs, and the second plans of drift checks; a portal on the same home calls its own otherwise. */
const OWN_RUN = /^\d{8}-\d{6}-[0-9a-f]{6}(\.applied)?$/;

/** Sorts by time, and is safe as a folder's name: `20261123-140455-9f3a1c`. */
export function newRunId(date: Date): string {
  const [day, time] = date
    .toISOString()
    .replace(/[-:]|\..*/g, '')
    .split('T');
  return `${day}-${time}-${randomBytes(3).toString('hex')}`;
}

/** Whether a run is one of this command. */
export function isOwnRun(runId: string): boolean {
  return OWN_RUN.test(runId);
}
