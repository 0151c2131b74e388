import { readFileSync } from 'node:fs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { archiveApply, archivePlan, createEngine } from '@backstage-iac/engine';
import { createBackendParts } from '../plugins/iac-backend/src/createBackendParts';
import type { Knex } from 'knex';
import type { ClusterSetting, Definitions } from './setting';

/** The whole backend but for HTTP, on a cluster's database, which is migrated. */
export function openParts(options: {
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
      environments: loadEnvironments(),
    },
    loadEnvironments,
    knex,
    engineTools: { createEngine, archivePlan, archiveApply },
    digestKey: Buffer.from(setting.digestKey, 'hex'),
    logger,
    prepare: async definition => ({ ...definition.engine, secrets: [] }),
    leaseSeconds: setting.leaseSeconds,
    applyGraceMs: 1_500,
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
