import {
  appendFileSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { migrate } from '../plugins/iac-backend/src/database/migrate';
import {
  jumpPostgresClock,
  jumpSqliteClock,
  preparePostgresClock,
} from './clock';
import { openDatabase, type DatabaseSettings } from './database';
import { Environment, type StateKind } from './Environment';
import { jsonLogger, openParts } from './openParts';
import type { ClusterSetting } from './setting';
import { SmallDisk } from './SmallDisk';
import { StateServer } from './StateServer';
import { WorkerProcess } from './WorkerProcess';

/** Workers are told to look for runs every so often, milliseconds. */
const NUDGE_MS = 300;

export interface ClusterOptions {
  name: string;
  folder: string;
  /** Connection string of a database of its own; absent for SQLite. */
  postgres?: string;
  workers: number;
  bundle: string;
  cliConfigFile: string;
  leaseSeconds: number;
}

/** A backend of several processes on one database, and the person's side of it. */
export class Cluster {
  readonly setting: ClusterSetting;
  readonly workers: WorkerProcess[];
  readonly disk: SmallDisk;
  readonly knex: Knex;
  readonly #folder: string;
  readonly #server: StateServer;
  readonly #environments: Environment[] = [];
  #parts?: Awaited<ReturnType<typeof openParts>>;
  #nudging?: NodeJS.Timeout;

  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options, await StateServer.start());
    if (options.postgres) await preparePostgresClock(cluster.knex);
    await migrate(cluster.knex);
    cluster.#parts = await openParts({
      setting: cluster.setting,
      knex: cluster.knex,
      logger: jsonLogger(line =>
        appendFileSync(path.join(options.folder, 'person.log'), `${line}\n`),
      ),
    });
    for (const worker of cluster.workers) await worker.start();
    cluster.#nudging = setInterval(() => {
      for (const worker of cluster.workers) worker.nudge();
    }, NUDGE_MS);
    return cluster;
  }

  private constructor(options: ClusterOptions, server: StateServer) {
    const { folder, name } = options;
    this.#folder = folder;
    this.#server = server;
    this.disk = new SmallDisk(path.join(folder, 'disk'));
    const home = path.join(folder, 'home');
    mkdirSync(home, { recursive: true, mode: 0o700 });
    for (const inner of ['artifacts', 'records']) {
      mkdirSync(path.join(this.disk.folder, inner));
    }
    // What the API serves lies on the small disk as well.
    symlinkSync(
      path.join(this.disk.folder, 'records'),
      path.join(home, 'records'),
    );
    this.setting = {
      name,
      database: databaseOf(options),
      home,
      artifacts: path.join(this.disk.folder, 'artifacts'),
      cliConfigFile: options.cliConfigFile,
      digestKey: '42'.repeat(32),
      leaseSeconds: options.leaseSeconds,
      environmentsFile: path.join(folder, 'environments.json'),
    };
    writeFileSync(this.setting.environmentsFile, '[]');
    this.knex = openDatabase(this.setting.database);
    this.workers = Array.from(
      { length: options.workers },
      (_, index) =>
        new WorkerProcess({
          name: `${name}-${index + 1}`,
          bundle: options.bundle,
          setting: this.setting,
          logFile: path.join(folder, `worker-${index + 1}.log`),
        }),
    );
  }

  get parts() {
    if (!this.#parts) throw new Error('The cluster has not started');
    return this.#parts;
  }

  get isPostgres(): boolean {
    return this.setting.database.client === 'pg';
  }

  /** The name becomes known to all processes within seconds. */
  addEnvironment(name: string, state: StateKind): Environment {
    const environment = new Environment({
      name,
      state,
      sources: path.join(this.#folder, 'sources'),
      clouds: path.join(this.#folder, 'clouds'),
      home: this.setting.home,
      server: this.#server,
    });
    this.#environments.push(environment);
    writeFileSync(
      this.setting.environmentsFile,
      JSON.stringify(this.#environments.map(one => one.definition())),
    );
    return environment;
  }

  person(name = 'ada'): BackstageCredentials {
    const principal = { type: 'user', userEntityRef: `user:default/${name}` };
    return {
      $$type: '@backstage/BackstageCredentials',
      principal,
    } as BackstageCredentials;
  }

  /** The process that holds the run's lease. */
  async workerOf(run: Run): Promise<WorkerProcess | undefined> {
    const row = await this.knex('iac_runs')
      .where({ id: run.id })
      .whereNotNull('lease_ticket')
      .first<{ worker: string | null } | undefined>('worker');
    // `host/boot/namespace/pid/start/…`
    const pid = Number(row?.worker?.split('/')[3]);
    return this.workers.find(worker => worker.pid === pid);
  }

  async wait(milliseconds: number): Promise<void> {
    await delay(milliseconds);
  }

  async jumpClock(seconds: number): Promise<void> {
    const { database } = this.setting;
    if (database.client === 'pg') await jumpPostgresClock(this.knex, seconds);
    else jumpSqliteClock(database.jumpFile, seconds);
  }

  /**
   * Cuts every connection of every process, and lets nobody in for some time.
   *
   * @returns what opens the database again
   */
  async dropDatabase(milliseconds: number): Promise<() => Promise<void>> {
    if (this.setting.database.client !== 'pg') {
      const blocker = openDatabase(this.setting.database);
      await blocker.raw('BEGIN EXCLUSIVE');
      return async () => {
        await delay(milliseconds);
        await blocker.raw('ROLLBACK');
        await blocker.destroy();
      };
    }
    const name = new URL(this.setting.database.url).pathname.slice(1);
    const admin = openDatabase({
      client: 'pg',
      url: this.setting.database.url.replace(/\/[^/]*$/, '/postgres'),
    });
    await admin.raw(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await admin.raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?`,
      [name],
    );
    return async () => {
      await delay(milliseconds);
      await admin.raw(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
      await admin.destroy();
    };
  }

  isLocked(environment: Environment): boolean {
    return this.#server.isLocked(environment.name);
  }

  async stop(): Promise<void> {
    clearInterval(this.#nudging);
    for (const worker of this.workers) await worker.end('SIGTERM');
    await this.#parts?.stop();
    await this.knex.destroy();
    await this.#server.stop();
    this.disk.unmount();
  }

  /** Removes everything but the logs. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function databaseOf(options: ClusterOptions): DatabaseSettings {
  if (options.postgres) return { client: 'pg', url: options.postgres };
  return {
    client: 'better-sqlite3',
    file: path.join(options.folder, 'iac.sqlite'),
    jumpFile: path.join(options.folder, 'jump'),
  };
}
