import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const COMMAND = 'moto_server';

/** AWS as `moto_server` speaks it: every service on one address, each by its real protocol. */
export class AwsEmulator {
  /** Whether the emulator is on this machine. */
  static isInstalled(): boolean {
    return spawnSync(COMMAND, ['--help'], { stdio: 'ignore' }).status === 0;
  }

  /** Starts the emulator on a free port of the loopback. */
  static async start(): Promise<AwsEmulator> {
    const server = spawn(COMMAND, ['-H', '127.0.0.1', '-p', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for await (const line of createInterface(server.stderr)) {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (address) {
        // What it says from now on is not read, and must not fill the pipe.
        server.stderr.resume();
        return new AwsEmulator(server, address[0]);
      }
    }
    throw new Error(`'${COMMAND}' ended before it listened`);
  }

  readonly #server: ChildProcess;
  readonly endpoint: string;

  private constructor(server: ChildProcess, endpoint: string) {
    this.#server = server;
    this.endpoint = endpoint;
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
  }

  async stop(): Promise<void> {
    const ended = once(this.#server, 'exit');
    this.#server.kill();
    await ended;
  }
}
