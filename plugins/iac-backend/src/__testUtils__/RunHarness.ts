import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type {
  CreateRunRequest,
  Operation,
  Run,
  RunState,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import {
  createBackendParts,
  type BackendPartsOptions,
} from '../createBackendParts';
import { migrate } from '../database/migrate';
import type { ClaimedRun } from '../database/RunLeases';
import { RUNS, type DbRunRow } from '../database/tables';
import { dbNowPlus } from '../database/time';
import { environmentDefinition } from './environments';
import { ScriptedEngine } from './ScriptedEngine';

const LEASE_SECONDS = 600;

/** A backend without HTTP, spoken to in the words of people who run it. */
export class RunHarness {
  readonly engine = new ScriptedEngine();
  readonly knex: Knex;
  readonly #directory: string;
  readonly #prepare: BackendPartsOptions['prepare'];
  #parts: ReturnType<typeof createBackendParts>;
  readonly #options = { credentials: mockCredentials.user() };

  /** @param options - `prepare`: as of the backend. @defaultValue no secrets */
  static async create(options: {
    knex: Knex;
    directory: string;
    prepare?: BackendPartsOptions['prepare'];
  }) {
    await migrate(options.knex);
    return new RunHarness(options);
  }

  private constructor(options: {
    knex: Knex;
    directory: string;
    prepare?: BackendPartsOptions['prepare'];
  }) {
    const { knex, directory, prepare } = options;
    this.knex = knex;
    this.#directory = directory;
    this.#prepare =
      prepare ?? (async definition => ({ ...definition.engine, secrets: [] }));
    this.#parts = this.#createParts();
  }

  get parts() {
    return this.#parts;
  }

  async plan(environment: string, options: Partial<CreateRunRequest> = {}) {
    return this.queue('plan-only', environment, options);
  }

  async planAndApply(environment: string) {
    return this.queue('plan-and-apply', environment);
  }

  async checkDrift(environment: string) {
    return this.queue('drift-check', environment);
  }

  async queue(
    operation: Operation,
    environment: string,
    options: Partial<CreateRunRequest> = {},
  ): Promise<Run> {
    return this.#parts.service.createRun(
      { environment, operation, ...options },
      this.#options,
    );
  }

  /** The worker starts, or goes on. */
  work(): void {
    this.#parts.worker.start();
  }

  async approve(run: Run): Promise<Run> {
    const { digests } = await this.run(run);
    return this.#parts.service.approveRun(
      run.id,
      digests?.approval ?? '',
      this.#options,
    );
  }

  async discard(run: Run): Promise<Run> {
    return this.#parts.service.discardRun(run.id, this.#options);
  }

  async cancel(run: Run): Promise<Run> {
    return this.#parts.service.cancelRun(run.id, this.#options);
  }

  async run(run: Run): Promise<Run> {
    return this.#parts.service.getRun(run.id);
  }

  async readiness(environment: string) {
    return this.#parts.service.getEnvironment(environment);
  }

  async log(run: Run): Promise<string> {
    const { chunks } = await this.#parts.service.readLog(run.id, {});
    return chunks.map(({ text }) => text).join('');
  }

  /** Waits for a run to be in a state; fails when it ends in another. */
  async reaches(run: Run, state: RunState): Promise<Run> {
    const reached = new Promise<void>(resolve => {
      const unsubscribe = this.#parts.events.subscribe(event => {
        if (
          event.type === 'state' &&
          event.runId === run.id &&
          event.state === state
        ) {
          unsubscribe();
          resolve();
        }
      });
    });
    const current = await this.run(run);
    if (current.state !== state) await reached;
    return this.run(run);
  }

  /** A worker elsewhere takes the next run, and is never heard of again. */
  async crashWorker(): Promise<ClaimedRun> {
    const claimed = await this.#parts.leases.claim(LEASE_SECONDS);
    if (!claimed) throw new Error('There was no run to claim');
    await this.expireLease(claimed.run);
    return claimed;
  }

  /** Another host thinks that this worker is dead. */
  async loseLease(run: Run): Promise<void> {
    await this.expireLease(run);
    await this.#parts.leases.recoverExpired();
  }

  async recover(): Promise<void> {
    await this.#parts.leases.recoverExpired();
  }

  async expireLease(run: Run): Promise<void> {
    await this.knex<DbRunRow>(RUNS)
      .where('id', run.id)
      .update({
        lease_expires_at: dbNowPlus(this.knex, -1) as unknown as string,
      });
  }

  /** SIGTERM, and a new process on the same database. */
  async restart(): Promise<void> {
    await this.#parts.stop();
    this.#parts = this.#createParts();
  }

  async stop(): Promise<void> {
    await this.#parts.stop();
  }

  #createParts() {
    const environments = [
      environmentDefinition('production', { tier: 'production' }),
      environmentDefinition('staging'),
    ];
    return createBackendParts({
      config: {
        home: `${this.#directory}/home`,
        artifacts: `${this.#directory}/artifacts`,
        concurrency: 4,
        runOnStartup: false,
        secretSources: {},
        environments,
      },
      loadEnvironments: () => environments,
      knex: this.knex,
      engineTools: {
        createEngine: () => this.engine,
        archivePlan: async () => {},
        archiveApply: async () => {},
      },
      digestKey: Buffer.alloc(32),
      logger: mockServices.logger.mock(),
      prepare: this.#prepare,
      describeSecrets: async () => [],
      leaseSeconds: LEASE_SECONDS,
      applyGraceMs: 0,
    });
  }
}
