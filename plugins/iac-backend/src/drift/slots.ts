import { CronTime } from 'cron';
import { createHash } from 'node:crypto';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';

/** When an environment's checks are due. */
export type DriftSchedule = Pick<EnvironmentDefinition, 'name' | 'drift'>;

/**
 * Delay of an environment's checks after each slot of its schedule. It comes
 * from the name alone: the same on every host and after every restart, and
 * spread evenly over the window when there are many.
 *
 * @returns whole seconds from 0 up to, and without, `drift.jitterSeconds`
 */
export function jitterSeconds({ name, drift }: DriftSchedule): number {
  if (drift.jitterSeconds < 1) return 0;
  const hash = createHash('sha256').update(name).digest().readUInt32BE(0);
  return hash % Math.floor(drift.jitterSeconds);
}

/**
 * When the next check is due.
 *
 * @param slotAt - slots up to here are dealt with
 */
export function nextDriftCheck(schedule: DriftSchedule, slotAt: Date): Date {
  const slot = new CronTime(schedule.drift.cron, 'UTC').getNextDateFrom(
    slotAt,
    'UTC',
  );
  return new Date(slot.toMillis() + jitterSeconds(schedule) * 1000);
}

/** The latest moment of which every slot is dealt with once a check is queued now. */
export function slotsPassed(schedule: DriftSchedule, now: Date): Date {
  return new Date(now.getTime() - jitterSeconds(schedule) * 1000);
}
