import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const COMMAND = 'moto_server';

/** S3 as moto speaks it: the emulator of AWS that is written in Python. */
export class ObjectStore {
  /** Whether the emulator is on this machine. */
  static isInstalled(): boolean {
    return spawnSync(COMMAND, ['--help'], { stdio: 'ignore' }).status === 0;
  }

  /** Starts the emulator on a free port of the loopback. */
  static async start(): Promise<ObjectStore> {
    const server = spawn(COMMAND, ['-H', '127.0.0.1', '-p', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for await (const line of createInterface(server.stderr)) {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (address) {
        // What it says from now on is not read, and must not fill the pipe.
        server.stderr.resume();
        return new ObjectStore(server, address[0]);
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

  async createBucket(name: string): Promise<void> {
    const response = await fetch(`${this.endpoint}/${name}`, { method: 'PUT' });
    if (!response.ok) throw new Error(`No bucket: ${response.status}`);
  }

  async put(bucket: string, key: string, body: string): Promise<void> {
    const address = `${this.endpoint}/${bucket}/${key}`;
    const response = await fetch(address, { method: 'PUT', body });
    if (!response.ok) throw new Error(`Not put: ${response.status}`);
  }

  /** Keys of a bucket. */
  async keys(bucket: string): Promise<string[]> {
    const response = await fetch(`${this.endpoint}/${bucket}?list-type=2`);
    const listing = await response.text();
    return [...listing.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
  }

  async stop(): Promise<void> {
    const ended = once(this.#server, 'exit');
    this.#server.kill();
    await ended;
  }
}
