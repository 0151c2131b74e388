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
  const slot = nextSlot(schedule.drift.cron, slotAt.getTime());
  return new Date(slot + jitterSeconds(schedule) * 1000);
}

/** The latest moment of which every slot is dealt with once a check is queued now. */
export function slotsPassed(schedule: DriftSchedule, now: Date): Date {
  return new Date(now.getTime() - jitterSeconds(schedule) * 1000);
}

/** Any moment from `from` up to, and without, `slot` has `slot` as its next one. */
interface Wait {
  from: number;
  slot: number;
}

/** Environments are dealt with before or after a slot: two waits answer for all. */
const WAITS = 2;
const waits = new Map<string, Wait[]>();

/**
 * Most environments share a schedule, and finding its next slot takes half a
 * millisecond: the slots found last answer for hundreds of them.
 *
 * @param cron - in UTC
 * @param at - milliseconds since 1970, as is what it returns
 */
function nextSlot(cron: string, at: number): number {
  const known = waits.get(cron) ?? [];
  const found = known.find(({ from, slot }) => from <= at && at < slot);
  if (found) return found.slot;
  const slot = new CronTime(cron, 'UTC')
    .getNextDateFrom(new Date(at), 'UTC')
    .toMillis();
  const others = known.filter(wait => wait.slot !== slot);
  waits.set(cron, [{ from: at, slot }, ...others].slice(0, WAITS));
  return slot;
}
