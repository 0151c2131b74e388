import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { resolve } from 'node:path';
import type { IacConfig } from '../environments';
import { defineEnvironments } from './defineEnvironments';
import { describeProblems } from './problems';
import { iacSchema, type IacSection } from './schema';
import { toSecretSources } from './secretSources';
import { discoverSource, type GitCredentials } from './sources';

/** Long enough for a person on holiday. */
const DEFAULT_RESCUED_STATES_SECONDS = 30 * 24 * 60 * 60;
const DEFAULT_LEASE_SECONDS = 60;

/** @public */
export interface ReadIacConfigOptions {
  /** Folder that relative paths start from, as a rule the repository's root. Absolute. */
  baseDir: string;
  /** Gives the headers for a git source over https. @defaultValue anonymous */
  gitCredentials?: GitCredentials;
}

/**
 * Reads and checks the `iac` section of the configuration, and finds the
 * environments of directory sources.
 *
 * @param config - the whole configuration; without an `iac` section there are no environments
 * @throws InputError - naming the configuration key, what is wrong with it and what would be right
 * @public
 */
export function readIacConfig(
  config: Config,
  options: ReadIacConfigOptions,
): IacConfig {
  const { baseDir, gitCredentials } = options;
  const section = parseSection(config.getOptional('iac') ?? {});
  const fromBase = (path: string) => resolve(baseDir, path);
  const home = fromBase(section.home ?? '.iac');
  const artifacts = fromBase(section.artifacts ?? 'artifacts/infra');
  const sources = Object.entries(section.sources ?? {}).map(([id, source]) =>
    discoverSource({
      id,
      section: source,
      baseDir,
      exclude: [home, artifacts],
      gitCredentials,
    }),
  );
  const cliConfigFile = section.terraform?.cliConfigFile;
  return {
    home,
    artifacts,
    ...(cliConfigFile ? { cliConfigFile: fromBase(cliConfigFile) } : {}),
    concurrency: section.worker?.concurrency ?? 2,
    runOnStartup: section.runOnStartup ?? false,
    leaseSeconds: section.worker?.lease ?? DEFAULT_LEASE_SECONDS,
    checks: section.checks,
    groups: section.groups ?? {},
    access: {
      services: section.access?.services ?? [],
      unlistedServices: section.access?.unlistedServices ?? 'allow',
    },
    encryption: {
      keys: section.encryption?.keys ?? [],
      required: section.encryption?.required ?? false,
    },
    retention: {
      rescuedStatesSeconds:
        section.retention?.rescuedStates ?? DEFAULT_RESCUED_STATES_SECONDS,
    },
    secretSources: toSecretSources(section.secrets?.sources ?? {}),
    environments: defineEnvironments({ section, sources, baseDir }),
  };
}

function parseSection(value: unknown): IacSection {
  const parsed = iacSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    `Invalid configuration: ${describeProblems(['iac'], parsed.error)}`,
  );
}
