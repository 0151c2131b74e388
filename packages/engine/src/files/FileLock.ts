import { randomUUID } from 'node:crypto';
import {
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from './nodeErrors';
import { asNumber, asObject, asText, parseJson } from '../json/narrow';

const RETRY_MS = 25;
const HEARTBEAT_MS = 2_000;
/** A holder that was silent for so long is dead. Longer than any pause of a loaded machine. */
const STALE_MS = 60_000;

/** Tells this process from an earlier one with the same id: in a container it is always 1. */
const INSTANCE = randomUUID();
const held = new Set<string>();

/** A lock between processes of one machine, as a file. */
export class FileLock {
  /**
   * Waits for the lock, works, and gives it back.
   *
   * @param file - the lock; its folder exists
   */
  static async hold<T>(file: string, work: () => Promise<T>): Promise<T> {
    while (!(await take(file))) {
      await breakStale(file);
      await delay(RETRY_MS);
    }
    const beat = setInterval(() => {
      const now = new Date();
      utimes(file, now, now).catch(() => undefined);
    }, HEARTBEAT_MS);
    held.add(file);
    try {
      return await work();
    } finally {
      clearInterval(beat);
      held.delete(file);
      await rm(file, { force: true });
    }
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const owner = JSON.stringify({ pid: process.pid, instance: INSTANCE });
    await writeFile(file, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function breakStale(file: string): Promise<void> {
  if (held.has(file)) return;
  try {
    const seen = await readFile(file, 'utf8');
    const owner = asObject(parseJson(seen));
    const { mtimeMs } = await stat(file);
    const pid = asNumber(owner.pid);
    const gone =
      pid !== undefined &&
      (pid === process.pid
        ? asText(owner.instance) !== INSTANCE
        : !isAlive(pid));
    if (!gone && Date.now() - mtimeMs < STALE_MS) return;
    // Renaming first: of several that find it stale, one removes it.
    const grave = `${file}.${randomUUID()}`;
    await rename(file, grave);
    // It may be a new lock, taken since it was looked at.
    if ((await readFile(grave, 'utf8')) === seen) await rm(grave);
    else await rename(grave, file);
  } catch {
    // It was given back meanwhile.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
