import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeManyEnvironments } from './manyEnvironments';
import { writeHistory } from './writeHistory';

const ROOT = path.resolve(__dirname, '..');
/** Two portals start at once, on a machine with two cores. Milliseconds. */
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;

/** They read what only a real run leaves, or what the catalog reads later. Each would block all. */
const UNANSWERABLE = ['plan.archived', 'secrets.hygiene', 'owner.known'];

/**
 * The portal of this repository as it is deployed: the built frontend, served by
 * the backend in production mode, with database and source of its own.
 */
export class Portal {
  /** Without a path: `http://localhost:41234`. */
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.#process = process;
  }

  /**
   * @param folder - of its own, gets everything that it writes, and its log
   * @param environments - their number
   */
  static async start(folder: string, environments: number): Promise<Portal> {
    const url = `http://localhost:${await freePort()}`;
    const source = path.join(folder, 'source');
    const names = writeManyEnvironments(ROOT, source, environments);
    await writeHistory(path.join(folder, 'db'), names);
    const config = path.join(folder, 'app-config.bench.yaml');
    writeFileSync(config, JSON.stringify(configOf({ url, folder, source })));
    mkdirSync(path.join(folder, 'home'));
    const child = spawn(
      process.execPath,
      [
        ...[
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          'src/index.ts',
        ],
        ...['--config', path.join(ROOT, 'app-config.yaml'), '--config', config],
      ],
      {
        // Where relative paths of the configuration start.
        cwd: path.join(ROOT, 'packages/backend'),
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const log = createWriteStream(path.join(folder, 'portal.log'));
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    const portal = new Portal(url, child);
    try {
      await portal.#untilItAnswers();
      await portal.#untilAllAreLookedAt(names.length);
    } catch (error) {
      await portal.stop();
      throw error;
    }
    return portal;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    const ended = once(this.#process, 'exit');
    const enough = wait(STOP_TIMEOUT_MS, undefined, { ref: false });
    await Promise.race([ended, enough]);
    if (this.#process.exitCode === null) this.#process.kill('SIGKILL');
  }

  async #untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.#process.exitCode !== null) {
        throw new Error(`The portal ended with ${this.#process.exitCode}`);
      }
      const ready = `${this.url}/.backstage/health/v1/readiness`;
      const answer = await fetch(ready).catch(() => undefined);
      if (answer?.ok) return;
      await wait(250);
    }
    throw new Error(`The portal did not start at ${this.url}`);
  }

  /** The checks of each environment have looked once. */
  async #untilAllAreLookedAt(count: number): Promise<void> {
    const signIn = await fetch(`${this.url}/api/auth/guest/refresh`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await signIn.json();
    const answer = await fetch(`${this.url}/api/iac/v1/readiness?limit=1`, {
      headers: { authorization: `Bearer ${backstageIdentity.token}` },
    });
    const { totalItems } = await answer.json();
    if (totalItems !== count) {
      throw new Error(`${totalItems} of ${count} environments have a verdict`);
    }
  }
}

function configOf(options: { url: string; folder: string; source: string }) {
  const { url, folder, source } = options;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port: Number(new URL(url).port) },
      cors: { origin: url },
      database: { connection: { directory: path.join(folder, 'db') } },
    },
    iac: {
      home: path.join(folder, 'home'),
      artifacts: path.join(folder, 'artifacts'),
      // Runs would take the processor while pages are measured.
      runOnStartup: false,
      // Production does not start without a key; no plan is kept with it.
      encryption: {
        keys: [{ id: 'bench', secret: randomBytes(32).toString('base64') }],
      },
      checks: Object.fromEntries(
        UNANSWERABLE.map(id => [id, { disabled: 'nothing was run' }]),
      ),
      sources: { platform: { target: source } },
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
