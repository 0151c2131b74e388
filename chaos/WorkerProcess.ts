import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ClusterSetting } from './setting';

/** One worker of a cluster: a process that can be killed and started anew. */
export class WorkerProcess {
  readonly name: string;
  readonly #options: {
    bundle: string;
    setting: ClusterSetting;
    logFile: string;
  };
  #child?: ChildProcess;

  constructor(options: {
    name: string;
    bundle: string;
    setting: ClusterSetting;
    logFile: string;
  }) {
    this.name = options.name;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    const { bundle, setting, logFile } = this.#options;
    const child = fork(bundle, [JSON.stringify(setting), logFile], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    const ended = once(child, 'exit').then(() => {
      throw new Error(`Worker ${this.name} ended before it was ready`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
  }

  /** There may be something to do. */
  nudge(): void {
    if (this.#child?.connected) this.#child.send('look', () => undefined);
  }

  /** Sends the signal and waits for the end. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Starts the process again if it is not there. */
  async ensure(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) return;
    await this.start();
  }
}
