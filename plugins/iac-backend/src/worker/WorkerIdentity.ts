import { randomUUID } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Longest name of a host that fits into the column, characters. */
const HOST_CHARACTERS = 100;

/** What a host tells of its processes. Absent answers are not known. */
export interface HostProcesses {
  readonly host: string;
  readonly pid: number;
  /** Changes when the machine starts anew. */
  bootId(): Promise<string | undefined>;
  /** Processes are seen, and numbered, within their namespace only. */
  namespace(): Promise<string | undefined>;
  /** Clock ticks between the start of the machine and that of the process. */
  startedAt(pid: number): Promise<string | undefined>;
  /** `undefined` when it cannot be told. */
  exists(pid: number): boolean | undefined;
}

/** Reads Linux's `/proc`, see proc(5). Elsewhere nothing is known. */
export const LINUX_PROCESSES: HostProcesses = {
  host: hostname(),
  pid: process.pid,
  bootId: async () => readLine('/proc/sys/kernel/random/boot_id'),
  namespace: async () => readlink('/proc/self/ns/pid').catch(() => undefined),
  async startedAt(pid) {
    const stat = await readLine(`/proc/${pid}/stat`);
    // The name in parentheses may hold blanks; `starttime` is field 22.
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  },
  exists(pid) {
    try {
      // Signal 0 only asks, see kill(2).
      process.kill(pid, 0);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ESRCH') return false;
      return code === 'EPERM' ? true : undefined;
    }
  },
};

/**
 * Names the process that works on a run, `host/boot/namespace/pid/start/…`, so
 * that another process of the same host can prove that it has ended: its number
 * is free, or belongs to a process that started at another time. A host with
 * another boot id or namespace of processes proves nothing about it.
 */
export class WorkerIdentity {
  readonly #processes: HostProcesses;
  /** As it stands in the column `worker`. */
  readonly name: string;

  private constructor(processes: HostProcesses, name: string) {
    this.#processes = processes;
    this.name = name;
  }

  static async ofThisProcess(
    processes: HostProcesses = LINUX_PROCESSES,
  ): Promise<WorkerIdentity> {
    const [bootId, namespace, startedAt] = await Promise.all([
      processes.bootId(),
      processes.namespace(),
      processes.startedAt(processes.pid),
    ]);
    return new WorkerIdentity(
      processes,
      [
        processes.host.slice(0, HOST_CHARACTERS),
        bootId ?? '',
        namespace ?? '',
        processes.pid,
        startedAt ?? '',
        // Two backends in one process, and processes of which nothing is known.
        randomUUID().slice(0, 8),
      ].join('/'),
    );
  }

  /**
   * Whether it is certain that a worker does nothing more. To be asked only of
   * workers whose runs this one does not hold.
   */
  async isDead(worker: string): Promise<boolean> {
    // It would know of the run: the answer to its claim was lost, or the run's
    // end could not be written.
    if (worker === this.name) return true;
    const [, bootId, namespace, pidText, startedAt] = worker.split('/');
    const pid = Number(pidText);
    if (!bootId || !namespace || !startedAt || !Number.isInteger(pid)) {
      return false;
    }
    if (bootId !== (await this.#processes.bootId())) return false;
    if (namespace !== (await this.#processes.namespace())) return false;
    const exists = this.#processes.exists(pid);
    if (exists === false) return true;
    const now = await this.#processes.startedAt(pid);
    return now !== undefined && now !== startedAt;
  }

  /** Whether a worker was, or is, where this process can see its processes. */
  sharesHostWith(worker: string): boolean {
    const [host, bootId, namespace] = worker.split('/');
    const own = this.name.split('/');
    // What is not known is shared with nobody.
    return (
      [host, bootId, namespace].every(Boolean) &&
      [host, bootId, namespace].every((part, index) => part === own[index])
    );
  }

  /** Name of the host in a worker's name. */
  static hostOf(worker: string): string {
    return worker.split('/')[0];
  }
}

async function readLine(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
