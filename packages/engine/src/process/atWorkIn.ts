import { readdir, readlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Whether a process of this machine works in a folder, or in one that has been
 * removed meanwhile: the link `/proc/PID/cwd` still names it, see proc(5).
 *
 * @returns `undefined` where processes cannot be looked at
 */
export async function atWorkIn(folder: string): Promise<boolean | undefined> {
  const names = await readdir('/proc').catch(() => undefined);
  if (!names) return undefined;
  for (const pid of names.filter(name => /^\d+$/.test(name))) {
    // It may have ended, or belong to somebody else.
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (cwd === folder || cwd.startsWith(folder + path.sep)) return true;
  }
  return false;
}
