import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Field 22 of /proc/PID/stat, counted from the one after the name: proc(5). */
const STATE_FIELD = 0;
const START_FIELD = 19;

/**
 * When a process of this machine started, in a form that is only good for
 * comparing: a process id is used again, the two together are not.
 *
 * @returns `undefined` when there is no such process, or only its remains
 */
export async function startOf(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

async function fromProc(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name is in brackets, and may hold any sign.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const start = fields[START_FIELD];
  if (!start || fields[STATE_FIELD] === 'Z') return undefined;
  // The start is counted from the start of the machine.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(
    () => '',
  );
  return `${boot.trim()}:${start}`;
}

async function fromPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
