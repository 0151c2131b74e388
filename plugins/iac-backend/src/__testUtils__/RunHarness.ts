import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Leak, SecretVariable } from '@backstage-iac/engine';
import type {
  ClosedAs,
  CreateRunRequest,
  Operation,
  Run,
  RunState,
  StateLockStatus,
} from '@backstage-iac/plugin-iac-common';
import { Keyring } from '@backstage-iac/engine';
import type {
  EnvironmentDefinition,
  EnvironmentProtection,
} from '@backstage-iac/plugin-iac-node';
import type { Knex } from 'knex';
import {
  createBackendParts,
  type BackendPartsOptions,
} from '../createBackendParts';
import { migrate } from '../database/migrate';
import type { ClaimedRun } from '../database/RunLeases';
import {
  DISCUSSION,
  REVIEWS,
  RUNS,
  type DbDiscussionRow,
  type DbReviewRow,
  type DbRunRow,
  type DbTime,
} from '../database/tables';
import type { Clock } from '../worker/Clock';
import type { ShutdownBudget } from '../worker/RunWorker';
import type { WorkerIdentity } from '../worker/WorkerIdentity';
import { dbNowPlus, toDbTime } from '../database/time';
import { environmentDefinition } from './environments';
import { FakeHost } from './FakeHost';
import { ScriptedEngine } from './ScriptedEngine';
import { ScriptedPeople } from './ScriptedPeople';
import { Speaker } from './Speaker';

const DAY_SECONDS = 24 * 60 * 60;
type BackendParts = ReturnType<typeof createBackendParts>;

export interface HarnessSettings {
  knex: Knex;
  directory: string;
  /** @defaultValue 600 */
  leaseSeconds?: number;
  clock?: Clock;
  shutdown?: ShutdownBudget;
  /** Further environments; one of the same name takes the place of a usual one. */
  environments?: EnvironmentDefinition[];
  groups?: Record<string, { concurrency: number }>;
  driftListeners?: BackendPartsOptions['driftListeners'];
  /** As of the backend. @defaultValue gives the harness's own secrets */
  prepare?: BackendPartsOptions['prepare'];
}

/** A backend without HTTP, spoken to in the words of people who run it. */
export class RunHarness {
  readonly engine = new ScriptedEngine();
  readonly people = new ScriptedPeople();
  readonly host: FakeHost;
  readonly knex: Knex;
  /** What was told of leaks. */
  readonly leaks: Array<Leak & { runId: string }> = [];
  /** What the environments inject. */
  secrets: SecretVariable[] = [];
  /** Thrown where secrets are read. */
  failPrepare?: Error;
  readonly #settings: HarnessSettings;
  readonly #environments: EnvironmentDefinition[];
  readonly #options = { credentials: mockCredentials.user() };
  readonly #others: BackendParts[] = [];
  #identity: WorkerIdentity;
  #parts: BackendParts;

  static async create(settings: HarnessSettings): Promise<RunHarness> {
    await migrate(settings.knex);
    const host = new FakeHost('here');
    return new RunHarness(settings, host, await host.start());
  }

  private constructor(
    settings: HarnessSettings,
    host: FakeHost,
    identity: WorkerIdentity,
  ) {
    this.knex = settings.knex;
    this.host = host;
    this.#settings = settings;
    const { environments = [] } = settings;
    this.#environments = [
      environmentDefinition('production', { tier: 'production' }),
      environmentDefinition('staging'),
    ]
      .filter(({ name }) => environments.every(other => other.name !== name))
      .concat(environments);
    this.#identity = identity;
    this.#parts = this.#createParts(identity);
  }

  get parts() {
    return this.#parts;
  }

  /** What a person says and asks for. */
  as(name: string): Speaker {
    return new Speaker(this.#parts.service, name);
  }

  /** The portal's configuration says something else from now on. */
  protect(
    environment: string,
    {
      approvals,
      ...rules
    }: Omit<Partial<EnvironmentProtection>, 'approvals'> & {
      approvals?: Partial<EnvironmentProtection['approvals']>;
    },
  ): void {
    const definition = this.#environments.find(
      ({ name }) => name === environment,
    );
    if (!definition) throw new Error(`There is no '${environment}'`);
    const { protection } = definition;
    definition.protection = {
      ...protection,
      ...rules,
      approvals: { ...protection.approvals, ...approvals },
    };
  }

  /** What the scheduler does each minute, some seconds from now. */
  async minutePasses(secondsFromNow = 0): Promise<void> {
    const now = await this.#parts.states.now();
    await this.#parts.housekeeping.tick(
      new Date(now.getTime() + secondsFromNow * 1000),
    );
  }

  /** Everything that was said about a run happened some seconds earlier. */
  async age(run: Run, seconds: number): Promise<void> {
    for (const { id, created_at, expires_at } of await this.knex<DbReviewRow>(
      REVIEWS,
    ).where('run_id', run.id)) {
      await this.knex<DbReviewRow>(REVIEWS)
        .where('id', id)
        .update({
          created_at: earlier(created_at, seconds),
          expires_at: expires_at && earlier(expires_at, seconds),
        });
    }
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

  async checkDriftBySchedule(environment: string): Promise<Run> {
    return this.#parts.runs.create({
      environment,
      operation: 'drift-check',
      trigger: 'schedule',
      createdBy: 'plugin:iac',
    });
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
    this.#parts.start();
  }

  async approve(run: Run): Promise<Run> {
    const { digests } = await this.run(run);
    return this.#parts.service.approveRun(
      run.id,
      { approvalDigest: digests?.approval ?? '' },
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

  /** Once every check has looked. */
  async readiness(environment: string) {
    await this.#parts.verdicts.look(environment);
    return this.#parts.service.getEnvironment(environment);
  }

  /** Checks that give a reason not to be ready. */
  async troubles(environment: string) {
    const { reasons } = await this.readiness(environment);
    return reasons.map(({ checkId }) => checkId);
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

  async forceCancel(run: Run, confirm = run.environment): Promise<Run> {
    return this.#parts.service.forceCancelRun(
      run.id,
      { confirm },
      this.#options,
    );
  }

  async reconcile(run: Run): Promise<Run> {
    return this.#parts.service.reconcileRun(run.id, this.#options);
  }

  async close(run: Run, as: ClosedAs): Promise<Run> {
    return this.#parts.service.closeRun(
      run.id,
      { as, comment: 'I looked' },
      this.#options,
    );
  }

  async pushState(run: Run): Promise<Run> {
    return this.#parts.service.pushRescuedState(
      run.id,
      { confirm: run.environment },
      this.#options,
    );
  }

  async lock(environment: string): Promise<StateLockStatus> {
    return this.#parts.service.getStateLock(environment, this.#options);
  }

  async unlock(environment: string, lockId: string): Promise<StateLockStatus> {
    return this.#parts.service.unlockState(
      environment,
      { lockId, reason: 'Its worker is dead', confirm: environment },
      this.#options,
    );
  }

  async queued() {
    return this.#parts.service.listQueue(this.#options);
  }

  /** Kinds of the entries in the discussion of a run. */
  async discussion(run: Run): Promise<string[]> {
    const rows = await this.knex<DbDiscussionRow>(DISCUSSION)
      .where('run_id', run.id)
      .orderBy('seq');
    return rows.map(({ kind }) => kind);
  }

  /** An apply whose process died on this host; nobody has noticed yet. */
  async crashedApply(environment: string): Promise<Run> {
    const run = await this.planAndApply(environment);
    await this.reaches(run, 'awaiting_approval');
    await this.restartWith(async () => {
      await this.approve(run);
      await this.crashWorker();
      await this.knex<DbRunRow>(RUNS)
        .where('id', run.id)
        .update({
          stages: JSON.stringify([
            {
              name: 'apply',
              status: 'running',
              startedAt: '2026-01-01T10:00:00.000Z',
            },
          ]),
        });
    });
    return this.run(run);
  }

  /** Waits for the report on a lost apply, whose plan it queues. */
  async reconciled(run: Run): Promise<void> {
    await this.eventually(
      async () => (await this.run(run)).reconciliation !== undefined,
    );
  }

  /** A process of this host takes the next run, and dies: the host can tell. */
  async crashWorker(): Promise<ClaimedRun> {
    const identity = await this.host.start();
    const claimed = await this.#claimAs(identity);
    this.host.kill(identity);
    return claimed;
  }

  /** A worker on another host takes the next run, and is never heard of again. */
  async crashWorkerElsewhere(): Promise<ClaimedRun> {
    return this.#claimAs(await new FakeHost('elsewhere').start());
  }

  /** Another host thinks that this worker is dead. */
  async loseLease(run: Run): Promise<void> {
    // Until it meets no write of the worker, which would be a sign of life.
    for (;;) {
      const leased = await this.#parts.leases.listLeased();
      const lost = leased.find(({ id }) => id === run.id);
      if (!lost) throw new Error('Nobody holds the run');
      if (await this.#parts.leases.recover(lost)) return;
    }
  }

  /** All workers are taken for dead. */
  async recover(): Promise<void> {
    for (const lost of await this.#parts.leases.listLeased()) {
      await this.#parts.leases.recover(lost);
    }
  }

  /** Until `work` ends, nobody can reach the database. */
  async withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
    const { client } = this.knex;
    const acquire = client.acquireConnection;
    client.acquireConnection = async () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), {
        code: 'ECONNREFUSED',
      });
    };
    try {
      return await work();
    } finally {
      client.acquireConnection = acquire;
    }
  }

  /** Seen from what is stored, the clock of the database jumps forward. */
  async jumpClock(run: Run, seconds: number): Promise<void> {
    const expired = dbNowPlus(this.knex, -seconds) as unknown as string;
    await this.knex<DbRunRow>(RUNS)
      .where('id', run.id)
      .update({ lease_expires_at: expired });
  }

  /** How often the lease of a run was renewed. */
  async heartbeat(run: Run): Promise<number> {
    const leased = await this.#parts.leases.listLeased();
    return leased.find(({ id }) => id === run.id)?.heartbeat ?? 0;
  }

  /** What is under way in this process, and needs no database, gets its turn. */
  async tick(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async eventually(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await this.tick();
  }

  /** Another process of the portal on the same database, on another machine. */
  async anotherHost(): Promise<BackendParts> {
    const parts = this.#createParts(await new FakeHost('there').start());
    this.#others.push(parts);
    return parts;
  }

  /** SIGTERM, and a new process on the same database. */
  async restart(): Promise<void> {
    await this.restartWith(async () => {});
  }

  /** @param meanwhile - happens while no process is there */
  async restartWith(meanwhile: () => Promise<void>): Promise<void> {
    await this.#parts.stop();
    await meanwhile();
    this.host.kill(this.#identity);
    this.#identity = await this.host.start();
    this.#parts = this.#createParts(this.#identity);
  }

  async stop(): Promise<void> {
    for (const parts of [this.#parts, ...this.#others]) await parts.stop();
  }

  async #claimAs({ name }: WorkerIdentity): Promise<ClaimedRun> {
    const claimed = await this.#parts.leases.claim({
      worker: name,
      leaseSeconds: this.#leaseSeconds,
    });
    if (!claimed) throw new Error('There was no run to claim');
    return claimed;
  }

  get #leaseSeconds(): number {
    return this.#settings.leaseSeconds ?? 600;
  }

  #createParts(identity: WorkerIdentity): BackendParts {
    const {
      directory,
      clock,
      groups = {},
      prepare = async definition => {
        if (this.failPrepare) throw this.failPrepare;
        return { ...definition.engine, secrets: this.secrets };
      },
    } = this.#settings;
    const environments = this.#environments;
    return createBackendParts({
      config: {
        home: `${directory}/home`,
        artifacts: `${directory}/artifacts`,
        concurrency: 4,
        runOnStartup: false,
        leaseSeconds: this.#leaseSeconds,
        groups,
        access: { services: [], unlistedServices: 'allow' },
        encryption: { keys: [], required: false },
        retention: { rescuedStatesSeconds: 30 * DAY_SECONDS },
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
      keyring: Keyring.create([{ id: 'test', secret: Buffer.alloc(32) }]),
      people: this.people,
      logger: mockServices.logger.mock(),
      prepare,
      describeSecrets: async () => [],
      onLeak: async (run, leak) => {
        this.leaks.push({ runId: run.id, ...leak });
      },
      governance: {
        knowsEntity: async () => true,
        writeAudit: async () => {},
      },
      driftListeners: this.#settings.driftListeners,
      externalBaseUrl: 'https://portal.example.com/api/iac',
      identity,
      clock,
      shutdown: this.#settings.shutdown ?? {
        plansMs: 0,
        appliesMs: 0,
        totalMs: 30_000,
      },
    });
  }
}

function earlier(time: DbTime, seconds: number): string {
  return toDbTime(new Date(new Date(time).getTime() - seconds * 1000));
}
