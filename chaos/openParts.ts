import { readFileSync } from 'node:fs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  archiveApply,
  archivePlan,
  createEngine,
  Keyring,
} from '@backstage-iac/engine';
import type { People } from '../plugins/iac-backend/src/approvals/People';
import type { Governance } from '../plugins/iac-backend/src/checks/governanceChecks';
import { createBackendParts } from '../plugins/iac-backend/src/createBackendParts';
import { WorkerIdentity } from '../plugins/iac-backend/src/worker/WorkerIdentity';
import type { Knex } from 'knex';
import type { ClusterSetting, Definitions } from './setting';

/** A rescued state outlives a trial by far, seconds. */
const RETENTION_SECONDS = 24 * 3600;

/** A catalog without people: no rule of these environments names any. */
const PEOPLE: People = {
  find: async () => ({ people: new Map(), unanswered: false }),
};

/** A portal that knows every owner, and keeps no audit. */
const GOVERNANCE: Governance = {
  knowsEntity: async () => true,
  writeAudit: async () => undefined,
};

/** The whole backend but for HTTP, on a cluster's database, which is migrated. */
export async function openParts(options: {
  setting: ClusterSetting;
  knex: Knex;
  logger: LoggerService;
}) {
  const { setting, knex, logger } = options;
  const loadEnvironments = (): Definitions =>
    JSON.parse(readFileSync(setting.environmentsFile, 'utf8'));
  return createBackendParts({
    config: {
      home: setting.home,
      artifacts: setting.artifacts,
      cliConfigFile: setting.cliConfigFile,
      concurrency: 4,
      runOnStartup: false,
      leaseSeconds: setting.leaseSeconds,
      groups: {},
      access: { services: [], unlistedServices: 'allow' },
      encryption: { keys: [], required: false },
      retention: { rescuedStatesSeconds: RETENTION_SECONDS },
      secretSources: {},
      environments: loadEnvironments(),
    },
    loadEnvironments,
    knex,
    engineTools: { createEngine, archivePlan, archiveApply },
    digestKey: Buffer.from(setting.digestKey, 'hex'),
    keyring: Keyring.create([
      { id: 'chaos', secret: Buffer.from(setting.digestKey, 'hex') },
    ]),
    logger,
    people: PEOPLE,
    describeSecrets: async () => [],
    governance: GOVERNANCE,
    externalBaseUrl: 'http://127.0.0.1/api/iac',
    onLeak: async run => {
      logger.error('A secret leaked, and these runs have none', {
        runId: run.id,
      });
    },
    identity: await WorkerIdentity.ofThisProcess(),
    shutdown: { plansMs: 300, appliesMs: 1_500, totalMs: 60_000 },
    prepare: async definition => ({ ...definition.engine, secrets: [] }),
  });
}

/** One JSON object per line, so that a failure can be looked up afterwards. */
export function jsonLogger(write: (line: string) => void): LoggerService {
  const at =
    (level: string, fixed: object) =>
    (message: string, meta?: Error | object) => {
      const more =
        meta instanceof Error
          ? { error: meta.stack, cause: String(meta.cause ?? '') }
          : meta;
      write(
        JSON.stringify({
          at: new Date().toISOString(),
          level,
          message,
          ...fixed,
          ...more,
        }),
      );
    };
  const make = (fixed: object): LoggerService => ({
    error: at('error', fixed),
    warn: at('warn', fixed),
    info: at('info', fixed),
    debug: () => undefined,
    child: more => make({ ...fixed, ...more }),
  });
  return make({});
}
