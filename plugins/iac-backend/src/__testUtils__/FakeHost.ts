import { WorkerIdentity, type HostProcesses } from '../worker/WorkerIdentity';

/** A machine whose processes start and die as a test says. */
export class FakeHost {
  readonly #name: string;
  readonly #running = new Map<number, string>();
  #started = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** A backend starts; what it asks about is this machine. */
  async start(pid = 100 + this.#started): Promise<WorkerIdentity> {
    this.#started += 1;
    this.#running.set(pid, `${this.#started}`);
    return WorkerIdentity.ofThisProcess(this.#processes(pid));
  }

  kill(identity: WorkerIdentity): void {
    this.#running.delete(pidOf(identity));
  }

  #processes(pid: number): HostProcesses {
    return {
      host: this.#name,
      pid,
      bootId: async () => `boot-of-${this.#name}`,
      namespace: async () => 'pid:[1]',
      startedAt: async other => this.#running.get(other),
      exists: other => this.#running.has(other),
    };
  }
}

function pidOf(identity: WorkerIdentity): number {
  return Number(identity.name.split('/')[3]);
}
