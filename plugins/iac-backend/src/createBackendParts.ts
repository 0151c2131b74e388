import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EngineEnvironment, Keyring } from '@backstage-iac/engine';
import type {
  EnvironmentDefinition,
  IacConfig,
} from '@backstage-iac/plugin-iac-node';
import type { Knex } from 'knex';
import { join } from 'node:path';
import { ApprovalDesk } from './approvals/ApprovalDesk';
import { ArtifactStore } from './artifacts/ArtifactStore';
import { EvidenceArchive } from './artifacts/EvidenceArchive';
import { BadgeSigner } from './badges/BadgeSigner';
import { builtInChecks } from './checks/builtInChecks';
import { CheckRegistry } from './checks/CheckRegistry';
import type { Governance } from './checks/governanceChecks';
import { RunCustody } from './custody/RunCustody';
import { CheckResultStore } from './database/CheckResultStore';
import { EnvironmentStateStore } from './database/EnvironmentStateStore';
import { LogStore } from './database/LogStore';
import { ReadinessStore } from './database/ReadinessStore';
import { RunLeases } from './database/RunLeases';
import { RunStore } from './database/RunStore';
import { RunTransitions } from './database/RunTransitions';
import { WaiverStore } from './database/WaiverStore';
import { DriftScheduler } from './drift/DriftScheduler';
import type { EngineTools } from './engine/engineServiceRef';
import { RunEvents } from './events/RunEvents';
import { LogStreams } from './http/LogStreams';
import { PlanRetention } from './retention/PlanRetention';
import { DefaultIacService } from './service/DefaultIacService';
import { EnvironmentRegistry } from './service/EnvironmentRegistry';
import { ReadinessReader } from './service/ReadinessReader';
import { ReadinessDesk } from './verdict/ReadinessDesk';
import { VerdictKeeper } from './verdict/VerdictKeeper';
import { LeaseKeeper } from './worker/LeaseKeeper';
import { RunAftermath } from './worker/RunAftermath';
import { RunExecutor } from './worker/RunExecutor';
import { RunWorker } from './worker/RunWorker';

/** A worker that is silent for as long is taken for dead, in seconds. */
const LEASE_SECONDS = 30;

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
  /** Reads the secrets of an environment. */
  prepare: (definition: EnvironmentDefinition) => Promise<EngineEnvironment>;
  /** What the checks ask of the rest of the portal. */
  governance: Governance;
  /** Checks of modules, and what they feed to others. */
  extendChecks?: (checks: CheckRegistry) => void;
  /** Of the plugin, as browsers see it: `https://portal.example.com/api/iac`. */
  externalBaseUrl: string;
  /** @defaultValue 30 */
  leaseSeconds?: number;
  /** How long a shutdown lets an apply go on, in milliseconds. */
  applyGraceMs?: number;
}

/** Everything behind HTTP and permissions, put together and not yet started. */
export function createBackendParts(options: BackendPartsOptions) {
  const { config, knex, logger, engineTools } = options;
  const leaseSeconds = options.leaseSeconds ?? LEASE_SECONDS;
  const events = new RunEvents({ logger });
  const runs = new RunStore({ knex, events });
  const transitions = new RunTransitions({ knex, events });
  const leases = new RunLeases({ knex, events });
  const logs = new LogStore({ knex, events });
  const states = new EnvironmentStateStore({ knex });
  const artifacts = new ArtifactStore({
    knex,
    directory: join(config.home, 'records'),
  });
  const registry = new EnvironmentRegistry({
    load: options.loadEnvironments,
    logger,
  });
  const readiness = new ReadinessReader({ registry, runs, states });
  const engine = engineTools.createEngine({
    home: config.home,
    digestKey: options.digestKey,
    keyring: options.keyring,
    cliConfigFile: config.cliConfigFile,
  });
  const executor = new RunExecutor({
    engine,
    prepare: name => options.prepare(registry.get(name)),
    transitions,
    logs,
    states,
    archive: new EvidenceArchive({
      artifacts,
      archive: engineTools,
      root: config.artifacts,
    }),
    logger,
  });
  const worker = new RunWorker({
    leases,
    keeper: new LeaseKeeper({ leases, events, logger, leaseSeconds }),
    executor,
    events,
    logger,
    leaseSeconds,
    concurrency: config.concurrency,
    applyGraceMs: options.applyGraceMs,
  });
  const aftermath = new RunAftermath({ engine, runs, events, logger });
  const retention = new PlanRetention({
    engine,
    runs,
    logger,
    rescuedStatesSeconds: config.retention.rescuedStatesSeconds,
  });
  const drift = new DriftScheduler({
    registry,
    runs,
    states,
    logger,
  });
  const checks = new CheckRegistry({ settings: config.checks });
  checks.add(
    ...builtInChecks({ engine, artifacts, governance: options.governance }),
  );
  options.extendChecks?.(checks);
  checks.verify();
  const readinessStore = new ReadinessStore({ knex });
  const results = new CheckResultStore({ knex });
  const waivers = new WaiverStore({ knex });
  const verdicts = new VerdictKeeper({
    registry,
    reader: readiness,
    checks,
    results,
    waivers,
    store: readinessStore,
    states,
    events,
    logger,
  });
  const badges = new BadgeSigner({
    digestKey: options.digestKey,
    baseUrl: options.externalBaseUrl,
  });
  const readinessDesk = new ReadinessDesk({
    registry,
    checks,
    keeper: verdicts,
    store: readinessStore,
    results,
    waivers,
    states,
    badges,
  });
  const service = new DefaultIacService({
    registry,
    readiness,
    runs,
    transitions,
    logs,
    artifacts,
    desk: new ApprovalDesk(),
    custody: new RunCustody(),
    readinessDesk,
  });
  const streams = new LogStreams({ events });
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
    /** Streams end first: the server waits for them. The database is open until this returns. */
    async stop() {
      streams.close();
      await worker.stop();
      await aftermath.stop();
      await verdicts.stop();
    },
  };
}
