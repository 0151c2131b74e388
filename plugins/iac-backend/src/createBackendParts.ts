import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createFullRedactor,
  type EngineEnvironment,
  type Keyring,
  type Leak,
} from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type {
  DescribedSecret,
  EnvironmentDefinition,
  IacConfig,
  IacDriftListener,
} from '@backstage-iac/plugin-iac-node';
import type { Knex } from 'knex';
import { join } from 'node:path';
import { createApprovalParts } from './approvals/createApprovalParts';
import type { People } from './approvals/People';
import { ArtifactStore } from './artifacts/ArtifactStore';
import { EvidenceArchive } from './artifacts/EvidenceArchive';
import { OutcomeStore } from './custody/OutcomeStore';
import { OutcomeWatch } from './custody/OutcomeWatch';
import { Reconciler } from './custody/Reconciler';
import { RunCustody } from './custody/RunCustody';
import { RunQueue } from './custody/RunQueue';
import { StateLocks } from './custody/StateLocks';
import { FactsReader } from './facts/FactsReader';
import { LogInspection } from './artifacts/LogInspection';
import { BadgeSigner } from './badges/BadgeSigner';
import { builtInChecks } from './checks/builtInChecks';
import { CheckRegistry } from './checks/CheckRegistry';
import type { Governance } from './checks/governanceChecks';
import { CheckResultStore } from './database/CheckResultStore';
import { DriftEpisodeStore } from './database/DriftEpisodeStore';
import { DriftEventStore } from './database/DriftEventStore';
import { EnvironmentStateStore } from './database/EnvironmentStateStore';
import { LogStore } from './database/LogStore';
import { ReadinessStore } from './database/ReadinessStore';
import { RunLeases } from './database/RunLeases';
import { RunStore } from './database/RunStore';
import { RunTransitions } from './database/RunTransitions';
import { WaiverStore } from './database/WaiverStore';
import { DriftAnnouncer } from './drift/DriftAnnouncer';
import { DriftJournal } from './drift/DriftJournal';
import { DriftScheduler } from './drift/DriftScheduler';
import { readLastApplied } from './drift/readLastApplied';
import type { EngineTools } from './engine/engineServiceRef';
import { RunEvents } from './events/RunEvents';
import { LogStreams } from './http/LogStreams';
import { PlanRetention } from './retention/PlanRetention';
import { SecretRotations } from './secrets/SecretRotations';
import { DefaultIacService } from './service/DefaultIacService';
import { EnvironmentRegistry } from './service/EnvironmentRegistry';
import { SpokenText } from './service/SpokenText';
import { SYSTEM_CLOCK, type Clock } from './worker/Clock';
import { ReadinessDesk } from './verdict/ReadinessDesk';
import { Timelines } from './verdict/Timelines';
import { WaiverDesk } from './verdict/WaiverDesk';
import { VerdictKeeper } from './verdict/VerdictKeeper';
import { LeaseKeeper } from './worker/LeaseKeeper';
import { RunAftermath } from './worker/RunAftermath';
import { RunExecutor } from './worker/RunExecutor';
import { RunWorker, type ShutdownBudget } from './worker/RunWorker';
import type { WorkerIdentity } from './worker/WorkerIdentity';

export interface BackendPartsOptions {
  config: IacConfig;
  /** Reads the definitions of environments again. */
  loadEnvironments: () => EnvironmentDefinition[];
  /** Migrated. */
  knex: Knex;
  engineTools: EngineTools;
  digestKey: Buffer;
  keyring: Keyring;
  logger: LoggerService;
  /** Reads the secrets of an environment; those that a plan was made with, or refuses. */
  prepare: (
    definition: EnvironmentDefinition,
    planned?: Run['secretVersions'],
  ) => Promise<EngineEnvironment>;
  /** Tells those who must know that a secret was written somewhere. */
  onLeak: (run: Run, leak: Leak) => Promise<void>;
  /** Who people are, for the rules about approvals. */
  people: People;
  /** Of this process. */
  identity: WorkerIdentity;
  clock?: Clock;
  shutdown?: ShutdownBudget;
  /** What the sources say of the secrets of an environment, without reading one. */
  describeSecrets: (
    definition: Pick<EnvironmentDefinition, 'name' | 'secrets'>,
  ) => Promise<DescribedSecret[]>;
  /** What the checks ask of the rest of the portal. */
  governance: Governance;
  /** Checks of modules, and what they feed to others. */
  extendChecks?: (checks: CheckRegistry) => void;
  /** Hear when environments drift. @defaultValue nobody */
  driftListeners?: readonly IacDriftListener[];
  /** Of the plugin, as browsers see it: `https://portal.example.com/api/iac`. */
  externalBaseUrl: string;
}

/** Everything behind HTTP and permissions, put together and not yet started. */
export function createBackendParts(options: BackendPartsOptions) {
  const { config, knex, logger, engineTools, identity } = options;
  const { clock = SYSTEM_CLOCK } = options;
  const { leaseSeconds } = config;
  const events = new RunEvents({ logger });
  const runs = new RunStore({ knex, events });
  const transitions = new RunTransitions({ knex, events });
  const logs = new LogStore({ knex, events });
  const states = new EnvironmentStateStore({ knex });
  const records = join(config.home, 'records');
  const artifacts = new ArtifactStore({ knex, directory: records });
  const registry = new EnvironmentRegistry({
    load: options.loadEnvironments,
    logger,
  });
  const prepare = async (name: string, planned?: Run['secretVersions']) =>
    options.prepare(registry.get(name), planned);
  const spoken = new SpokenText({
    redactorOf: async name => createFullRedactor(await prepare(name)),
  });
  const approvals = createApprovalParts({
    knex,
    spoken,
    registry,
    runs,
    transitions,
    artifacts,
    states,
    people: options.people,
    logger,
  });
  const episodes = new DriftEpisodeStore({ knex });
  const driftEvents = new DriftEventStore({ knex });
  const journal = new DriftJournal({ states, episodes, events: driftEvents });
  const announcer = new DriftAnnouncer({
    store: driftEvents,
    registry,
    listeners: options.driftListeners ?? [],
    logger,
  });
  const leases = new RunLeases({
    knex,
    events,
    onGivenUp: async (tx, run) => {
      if (run.operation === 'drift-check') await journal.failed(tx, run);
    },
    limits: {
      freezeOf: (name, now) => approvals.freezes.freezeOf(name, now),
      groupOf: name => registry.find(name)?.group,
      limitOf: group => config.groups[group]?.concurrency,
    },
  });
  const rotations = new SecretRotations({ describe: options.describeSecrets });
  const facts = new FactsReader({
    registry,
    runs,
    states,
    freezes: approvals.freezes,
  });
  const engine = engineTools.createEngine({
    home: config.home,
    digestKey: options.digestKey,
    keyring: options.keyring,
    cliConfigFile: config.cliConfigFile,
  });
  const outcomes = new OutcomeStore({ knex, events });
  const locks = new StateLocks({
    engine,
    prepare,
    outcomes,
    identity,
    spoken,
  });
  const reconciler = new Reconciler({
    engine,
    prepare,
    runs,
    outcomes,
    locks,
    logger,
  });
  const executor = new RunExecutor({
    engine,
    prepare,
    lastApplied: name => readLastApplied(runs, name),
    registry,
    intake: approvals.intake,
    gate: approvals.gate,
    succession: approvals.succession,
    transitions,
    logs,
    journal,
    archive: new EvidenceArchive({
      artifacts,
      archive: engineTools,
      root: config.artifacts,
    }),
    inspection: new LogInspection({ logs, directory: records }),
    onLeak: options.onLeak,
    logger,
    clock,
  });
  const worker = new RunWorker({
    leases,
    keeper: new LeaseKeeper({ leases, events, logger, leaseSeconds, clock }),
    executor,
    events,
    logger,
    clock,
    identity,
    leaseSeconds,
    concurrency: config.concurrency,
    shutdown: options.shutdown,
  });
  const aftermath = new RunAftermath({ engine, runs, events, logger });
  const retention = new PlanRetention({
    engine,
    runs,
    logger,
    rescuedStatesSeconds: config.retention.rescuedStatesSeconds,
  });
  const watch = new OutcomeWatch({ runs, reconciler, events, logger, clock });
  const drift = new DriftScheduler({
    registry,
    runs,
    states,
    logger,
  });
  const checks = new CheckRegistry({ settings: config.checks });
  checks.add(
    ...builtInChecks({
      engine,
      artifacts,
      governance: options.governance,
      secrets: {
        describe: definition => rotations.describe(definition),
        rotations: (definition, now) => rotations.read(definition, now),
        hygieneOf: async runId => {
          const report = await artifacts.read(runId, 'hygiene');
          return report && JSON.parse(report);
        },
      },
    }),
  );
  options.extendChecks?.(checks);
  checks.verify();
  const readinessStore = new ReadinessStore({ knex });
  const results = new CheckResultStore({ knex });
  const waivers = new WaiverStore({ knex });
  const verdicts = new VerdictKeeper({
    registry,
    facts,
    checks,
    results,
    waivers,
    store: readinessStore,
    states,
    spoken,
    events,
    logger,
  });
  const badges = new BadgeSigner({
    digestKey: options.digestKey,
    baseUrl: options.externalBaseUrl,
  });
  const readinessDesk = new ReadinessDesk({
    registry,
    facts,
    checks,
    keeper: verdicts,
    store: readinessStore,
    timelines: new Timelines({
      verdicts: readinessStore,
      runs,
      episodes,
      states,
    }),
    results,
    waivers,
    waiverDesk: new WaiverDesk({
      registry,
      checks,
      keeper: verdicts,
      waivers,
      states,
      spoken,
    }),
    rotations,
    states,
    badges,
  });
  const service = new DefaultIacService({
    registry,
    runs,
    transitions,
    logs,
    artifacts,
    desk: approvals.desk,
    breakGlass: approvals.breakGlass,
    custody: new RunCustody({
      engine,
      prepare,
      registry,
      runs,
      transitions,
      outcomes,
      queue: new RunQueue({ leases }),
      locks,
      reconciler,
      spoken,
    }),
    spoken,
    readinessDesk,
    rotations,
    episodes,
    now: () => states.now(),
  });
  const streams = new LogStreams({ events });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    streams.close();
    await worker.stop();
    await watch.stop();
    await aftermath.stop();
    await verdicts.stop();
  };
  return {
    events,
    registry,
    runs,
    leases,
    transitions,
    states,
    logs,
    service,
    drift,
    announcer,
    verdicts,
    badges,
    retention,
    worker,
    streams,
    /** The verdict for whoever needs no permission; `undefined` for an environment that does not exist. */
    async readVerdict(name: string) {
      if (!registry.find(name)) return undefined;
      return readinessDesk.currentVerdict(name);
    },
    housekeeping: approvals.housekeeping,
    gate: approvals.gate,
    /** Workers look for runs, and lost runs get their reports. */
    start() {
      worker.start();
      watch.start();
    },
    /**
     * Streams end first: the server waits for them. The database is open until
     * this returns. Asked again, it waits for the same stop.
     */
    async stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
