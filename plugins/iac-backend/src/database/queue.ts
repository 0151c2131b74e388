import type { Freeze, QueueWait } from '@backstage-iac/plugin-iac-common';

/** A schedule that waited for as long goes like a person, in milliseconds: people cannot starve it. */
const AGED_AFTER_MS = 30 * 60 * 1000;

/** What configuration says about who may work when. */
export interface QueueLimits {
  /** Freeze window in force on an environment. */
  freezeOf(environment: string, now: Date): Freeze | undefined;
  /** Group that an environment belongs to. */
  groupOf(environment: string): string | undefined;
  /** Runs that the environments of a group may have under way, over all hosts. */
  limitOf(group: string): number | undefined;
}

/** A run that waits, works, or has ended so that others wait for a person. */
export interface QueueRun {
  id: string;
  /** Order of creation. */
  seq: number;
  environment: string;
  number: number;
  /** `pending`, `approved`, any other state with a lease, or an `outcome_unknown` that nobody closed. */
  state: string;
  /** The operation can end in changed infrastructure. */
  changing: boolean;
  /** A worker holds it. */
  leased: boolean;
  /** 0 for people, 1 for schedules. */
  priority: number;
  createdBy: string;
  createdAt: Date;
  /** Two people said that it goes in spite of a freeze. */
  breakGlassConfirmed: boolean;
}

/** A run that waits for a worker. */
export interface QueuedRun extends QueueRun {
  /** `worker` alone may be claimed. */
  wait: QueueWait;
}

/** What goes on in one environment. */
interface Room {
  /** Applies or verifies. */
  writer?: QueueRun;
  /** Plans and drift checks under way, also the plan phase of changing runs. */
  readers: QueueRun[];
  /** Changing run in its plan phase. */
  planner?: QueueRun;
  /** Approved, and held back by nothing but the runs under way. */
  next?: QueueRun;
  unclosed?: QueueRun;
}

/**
 * The queue in the order of claims, each run with what it waits for. The claim
 * and the pages read the same answer. Readers and one writer per environment:
 *
 * - Plans, drift checks and the plan phase of changing runs work beside each
 *   other, and beside a run that waits for approval. Of changing runs one at a
 *   time plans.
 * - While a run applies or verifies, nothing else works on its environment.
 * - An approved run waits for the readers to end, and no new ones begin: it
 *   cannot be starved. While a freeze or an unknown outcome holds it back, they
 *   begin.
 * - A run whose outcome nobody knows holds changing runs back until a person
 *   closes it.
 *
 * @param runs - all that wait, have a lease, or have an unknown outcome that is not closed
 * @param now - the database's time; only freezes and the age of schedules depend on it
 */
export function orderQueue(
  runs: QueueRun[],
  limits: QueueLimits,
  now: Date,
): QueuedRun[] {
  const rooms = furnish(runs, limits, now);
  const groups = countGroups(runs, limits);
  return runs
    .filter(isWaiting)
    .sort((a, b) => rank(a, now) - rank(b, now) || a.seq - b.seq)
    .map(run => ({
      ...run,
      wait: waitOf(run, rooms.get(run.environment), limits, now) ??
        waitOfGroup(run, groups, limits) ?? { kind: 'worker' },
    }));
}

function isWaiting(run: QueueRun): boolean {
  return !run.leased && (run.state === 'pending' || run.state === 'approved');
}

function rank(run: QueueRun, now: Date): number {
  if (run.state === 'approved') return 0;
  const age = now.getTime() - run.createdAt.getTime();
  return run.priority === 0 || age >= AGED_AFTER_MS ? 1 : 2;
}

function furnish(
  runs: QueueRun[],
  limits: QueueLimits,
  now: Date,
): Map<string, Room> {
  const rooms = new Map<string, Room>();
  for (const run of runs) {
    const room = rooms.get(run.environment) ?? { readers: [] };
    rooms.set(run.environment, room);
    if (run.leased && isWriting(run)) {
      room.writer = run;
    } else if (run.leased) {
      room.readers.push(run);
      if (run.changing) room.planner = run;
    } else if (run.state === 'outcome_unknown') {
      room.unclosed ??= run;
    } else if (run.state === 'approved' && !freezeOf(run, limits, now)) {
      room.next = run;
    }
  }
  for (const room of rooms.values()) if (room.unclosed) delete room.next;
  return rooms;
}

function isWriting({ state }: QueueRun): boolean {
  return state === 'applying' || state === 'verifying';
}

function waitOf(
  run: QueueRun,
  room: Room | undefined,
  limits: QueueLimits,
  now: Date,
): QueueWait | undefined {
  if (!room) return undefined;
  if (run.changing && room.unclosed) {
    const { id, number } = room.unclosed;
    return { kind: 'outcome', runId: id, number };
  }
  if (run.state === 'approved') {
    const freeze = freezeOf(run, limits, now);
    if (freeze) return { kind: 'freeze', ...freeze };
    return waitOfRun(room.writer ?? room.readers[0]);
  }
  const planner = run.changing ? room.planner : undefined;
  return waitOfRun(room.writer ?? room.next ?? planner);
}

function waitOfRun(run: QueueRun | undefined): QueueWait | undefined {
  return (
    run && {
      kind: 'run',
      runId: run.id,
      number: run.number,
      person: run.createdBy,
    }
  );
}

function freezeOf(
  run: QueueRun,
  limits: QueueLimits,
  now: Date,
): Freeze | undefined {
  return run.breakGlassConfirmed
    ? undefined
    : limits.freezeOf(run.environment, now);
}

function countGroups(
  runs: QueueRun[],
  limits: QueueLimits,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { environment } of runs.filter(({ leased }) => leased)) {
    const group = limits.groupOf(environment);
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

function waitOfGroup(
  run: QueueRun,
  counts: Map<string, number>,
  limits: QueueLimits,
): QueueWait | undefined {
  const group = limits.groupOf(run.environment);
  if (group === undefined) return undefined;
  const limit = limits.limitOf(group);
  return limit !== undefined && (counts.get(group) ?? 0) >= limit
    ? { kind: 'group', group, limit }
    : undefined;
}
