import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../files/nodeErrors';
import type { LockInspection } from '../types';
import { parseLockInfo } from './lockInfo';

/**
 * The lock of a state that is a file: `fcntl` on the file itself, which ends with
 * its process; the file with the holder's name beside it may be left over.
 */
export async function inspectLocalLock(
  stateFile: string,
): Promise<LockInspection> {
  const holders = await holdersOf(stateFile);
  const text = await readFile(infoFile(stateFile), 'utf8').catch(() => '');
  const lock = parseLockInfo(text);
  if (holders === 'unknown') {
    return lock
      ? {
          status: 'unknown',
          message:
            'Somebody has locked the state or left the name of an old lock; only Linux says which',
          lock,
        }
      : { status: 'unlocked' };
  }
  if (holders.length === 0) return { status: 'unlocked' };
  return {
    status: 'locked',
    message: `Process ${holders.join(', ')} of this machine holds the lock`,
    ...(lock ? { lock } : {}),
  };
}

/** As Terraform's local backend names it. */
function infoFile(stateFile: string): string {
  const { dir, base } = path.parse(stateFile);
  return path.join(dir, `.${base.replace(/^\./, '')}.lock.info`);
}

/** Process ids that hold a POSIX lock on the file: proc_locks(5). */
async function holdersOf(file: string): Promise<string[] | 'unknown'> {
  if (process.platform !== 'linux') return 'unknown';
  const found = await stat(file).catch(() => undefined);
  if (!found) return [];
  let table: string;
  try {
    table = await readFile('/proc/locks', 'utf8');
  } catch (error) {
    throw new Error(
      `The locks of this machine cannot be read: ${messageOf(error)}`,
    );
  }
  // `1: POSIX  ADVISORY  WRITE 4711 fd:01:1234 0 EOF`; a waiting one has `->`.
  // Not the device: some file systems tell another one here than stat does.
  return table
    .split('\n')
    .map(line => /^\d+: POSIX .* (\d+) [^ ]+:(\d+) \d+ /.exec(line))
    .filter(match => match?.[2] === String(found.ino))
    .map(match => match?.[1] ?? '');
}
