/** A lock between processes: a file that only one can create. */
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Nobody holds the lock for more than milliseconds: a file this old was left behind. */
const ABANDONED_AFTER_MS = 30_000;
const GIVE_UP_AFTER_MS = 60_000;

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code;
}

function tryCreate(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function holderOf(path: string): Partial<Holder> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
  } catch {
    // Gone by now, or its creator has not written it yet.
    return {};
  }
}

function isStale(path: string): boolean {
  const { pid, host } = holderOf(path);
  const died = pid !== undefined && host === hostname() && !isAlive(pid);
  return died || ageOf(path) > ABANDONED_AFTER_MS;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

/**
 * Of several who see a stale lock only one may remove it, and only after another look: otherwise the second would
 * remove the fresh lock of the first.
 */
function breakStale(path: string): void {
  const guard = `${path}.break`;
  if (!tryCreate(guard, '')) {
    if (ageOf(guard) > ABANDONED_AFTER_MS) remove(guard);
    return;
  }
  try {
    if (isStale(path)) remove(path);
  } finally {
    remove(guard);
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Runs `work` while no other process does. It is synchronous on purpose: the lock is never held across a wait. */
export async function withLock<T>(path: string, work: () => T): Promise<T> {
  const holder: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
  };
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  while (!tryCreate(path, JSON.stringify(holder))) {
    if (Date.now() > deadline) {
      throw new Error(`Could not get the lock ${path} within a minute`);
    }
    if (isStale(path)) breakStale(path);
    await pause(2 + Math.random() * 8);
  }
  try {
    return work();
  } finally {
    if (holderOf(path).token === holder.token) remove(path);
  }
}
