import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EngineEnvironment } from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type {
  DescribedSecret,
  EnvironmentDefinition,
  IacConfig,
} from '@backstage-iac/plugin-iac-node';
import type { Knex } from 'knex';
import { join } from 'node:path';
import { ArtifactStore } from './artifacts/ArtifactStore';
import { EvidenceArchive } from './artifacts/EvidenceArchive';
import { EnvironmentStateStore } from './database/EnvironmentStateStore';
import { LogStore } from './database/LogStore';
import { RunLeases } from './database/RunLeases';
import { RunStore } from './database/RunStore';
import { RunTransitions } from './database/RunTransitions';
import { DriftScheduler } from './drift/DriftScheduler';
import type { EngineTools } from './engine/engineServiceRef';
import { RunEvents } from './events/RunEvents';
import { LogStreams } from './http/LogStreams';
import { SecretRotations } from './secrets/SecretRotations';
import { DefaultIacService } from './service/DefaultIacService';
import { EnvironmentRegistry } from './service/EnvironmentRegistry';
import { ReadinessReader } from './service/ReadinessReader';
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
  logger: LoggerService;
  /** Reads the secrets of an environment; those that a plan was made with, or refuses. */
  prepare: (
    definition: EnvironmentDefinition,
    planned?: Run['secretVersions'],
  ) => Promise<EngineEnvironment>;
  /** What the sources say of the secrets of an environment, without reading one. */
  describeSecrets: (
    definition: Pick<EnvironmentDefinition, 'name' | 'secrets'>,
  ) => Promise<DescribedSecret[]>;
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
  const rotations = new SecretRotations({ describe: options.describeSecrets });
  const readiness = new ReadinessReader({ registry, runs, states, rotations });
  const engine = engineTools.createEngine({
    home: config.home,
    digestKey: options.digestKey,
    cliConfigFile: config.cliConfigFile,
  });
  const executor = new RunExecutor({
    engine,
    prepare: (name, planned) => options.prepare(registry.get(name), planned),
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
  const drift = new DriftScheduler({
    registry,
    runs,
    states,
    logger,
  });
  const service = new DefaultIacService({
    registry,
    readiness,
    runs,
    transitions,
    logs,
    artifacts,
    rotations,
    now: () => states.now(),
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
    worker,
    streams,
    /** Streams end first: the server waits for them. The database is open until this returns. */
    async stop() {
      streams.close();
      await worker.stop();
      await aftermath.stop();
    },
  };
}
