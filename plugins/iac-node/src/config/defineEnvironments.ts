import { InputError } from '@backstage/errors';
import { isAbsolute, resolve } from 'node:path';
import type { EnvironmentDefinition } from '../environments';
import { defineProtection } from './defineProtection';
import { definePolicy } from './rotation';
import type { EnvironmentSection, IacSection } from './schema';
import { SECRET_SOURCE_KINDS } from './secretSources';
import { isRootModule, type DiscoveredSource } from './sources';

const DEFAULT_TIER = 'standard';
const DEFAULT_CRON = '0 2 * * *';
const DEFAULT_JITTER_SECONDS = 30 * 60;
/** An apply that was interrupted has some time to write its state. */
const DEFAULT_FORCE_CANCEL_SECONDS = 2 * 60;
/** A nightly check and two hours for a slow night. */
const DEFAULT_FRESHNESS_SECONDS = 26 * 60 * 60;

interface Context {
  section: IacSection;
  sources: DiscoveredSource[];
  baseDir: string;
}

/** Where an environment's code is, or why that is not known. */
interface Location {
  source: DiscoveredSource;
  directory: string;
  problem?: string;
}

/** Joins what globs found with what `iac.environments` says, sorted by name. */
export function defineEnvironments(context: Context): EnvironmentDefinition[] {
  const { section, sources } = context;
  const named = section.environments ?? {};
  const claimed = new Set(
    Object.values(named).flatMap(({ source, directory }) =>
      directory
        ? sources
            .filter(({ id }) => source === undefined || source === id)
            .map(({ id }) => `${id}:${directory}`)
        : [],
    ),
  );
  const discovered = sources.flatMap(({ id, directories }) =>
    [...directories]
      // An environment that names this directory as its own replaces the found one.
      .filter(([, paths]) => !paths.every(path => claimed.has(`${id}:${path}`)))
      .map(([name]) => name),
  );
  const names = new Set([...Object.keys(named), ...discovered]);
  checkPromotions(named, names);
  return [...names]
    .sort()
    .map(name => defineEnvironment(name, named[name] ?? {}, context));
}

function defineEnvironment(
  name: string,
  section: EnvironmentSection,
  context: Context,
): EnvironmentDefinition {
  const { defaults, terraform } = context.section;
  const { source, directory, problem } = locate(name, section, context);
  const drift = { ...defaults?.drift, ...section.drift };
  const tool = { ...terraform, ...defaults?.terraform, ...section.terraform };
  const limits = { ...defaults?.limits, ...section.limits };
  const group = readGroup(name, section, context.section);
  return {
    name,
    title: section.title,
    description: section.description,
    tier: section.tier ?? defaults?.tier ?? DEFAULT_TIER,
    owner: section.owner ?? defaults?.owner,
    labels: { ...defaults?.labels, ...section.labels },
    source: source.id,
    engine: {
      name,
      source: source.definition,
      ref: section.ref ?? source.ref,
      directory,
      state: readState(section.state, context.baseDir),
      variables: section.variables ?? {},
      variableFiles: section.variableFiles ?? [],
      env: { ...terraform?.env, ...defaults?.env, ...section.env },
      tool: {
        ...(tool.binary
          ? { binary: readBinary(tool.binary, context.baseDir) }
          : {}),
        ...(tool.version ? { version: tool.version } : {}),
      },
      ...(Object.keys(limits).length > 0
        ? { limits: toRunLimits(limits) }
        : {}),
    },
    secrets: checkSecrets(name, {
      section: context.section,
      secrets: { ...defaults?.secrets, ...section.secrets },
    }),
    drift: {
      cron: drift.schedule?.cron ?? DEFAULT_CRON,
      jitterSeconds: drift.jitter ?? DEFAULT_JITTER_SECONDS,
      freshnessSeconds: drift.freshness ?? DEFAULT_FRESHNESS_SECONDS,
      ignore: drift.ignore ?? [],
    },
    protection: defineProtection(section, defaults),
    ...(group ? { group } : {}),
    forceCancelAfterSeconds:
      limits.forceCancelAfter ?? DEFAULT_FORCE_CANCEL_SECONDS,
    rotation: definePolicy(
      name,
      context.section.secrets?.rotation,
      section.secretRotation,
    ),
    promotesFrom: section.promotesFrom,
    ...(problem ? { problem } : {}),
  };
}

function readGroup(
  name: string,
  section: EnvironmentSection,
  { defaults, groups = {} }: IacSection,
): string | undefined {
  const group = section.group ?? defaults?.group;
  if (group === undefined || Object.hasOwn(groups, group)) return group;
  const key = section.group ? `iac.environments.${name}` : 'iac.defaults';
  throw new InputError(
    `Invalid configuration: '${key}.group' is '${group}', which is not under 'iac.groups'; known are ${quoteAll(
      Object.keys(groups),
    )}`,
  );
}

/** The engine counts in milliseconds. What is not said keeps the engine's default. */
function toRunLimits(
  limits: NonNullable<EnvironmentSection['limits']>,
): EnvironmentDefinition['engine']['limits'] {
  const { plan, apply, silence } = limits;
  return {
    ...(plan ? { commandTimeoutMs: plan * 1000 } : {}),
    ...(apply ? { applyTimeoutMs: apply * 1000 } : {}),
    ...(silence ? { silenceMs: silence * 1000 } : {}),
  };
}

function locate(
  name: string,
  section: EnvironmentSection,
  { sources }: Context,
): Location {
  const key = `iac.environments.${name}`;
  if (section.source && !sources.some(({ id }) => id === section.source)) {
    throw new InputError(
      `Invalid configuration: '${key}.source' is '${
        section.source
      }', which is not under 'iac.sources'; known are ${quoteAll(
        sources.map(({ id }) => id),
      )}`,
    );
  }
  const candidates = sources.filter(({ id }) =>
    section.source ? id === section.source : true,
  );
  const finders = candidates.filter(({ directories }) => directories.has(name));
  const source =
    finders[0] ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (!source) {
    throw new InputError(
      candidates.length === 0
        ? `Invalid configuration: '${key}' needs a source, and 'iac.sources' is empty`
        : `Invalid configuration: '${key}.source' is missing; choose one of ${quoteAll(
            candidates.map(({ id }) => id),
          )}`,
    );
  }
  if (section.directory !== undefined) {
    return checkDirectory(source, section.directory);
  }
  const found = finders.flatMap(finder =>
    (finder.directories.get(name) ?? []).map(path => `${finder.id}:${path}`),
  );
  const directory = source.directories.get(name)?.[0] ?? name;
  if (found.length > 1) {
    return {
      source,
      directory,
      problem: `${found.length} directories are named '${name}': ${quoteAll(
        found,
      )}. Say which one with '${key}.source' and '${key}.directory'`,
    };
  }
  if (found.length === 1) return { source, directory };
  return { source, directory, problem: explainMissing(name, source) };
}

function checkDirectory(source: DiscoveredSource, path: string): Location {
  const directory = path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.';
  const { definition } = source;
  // What a remote holds is known only once it is fetched: the run tells.
  if (
    definition.type === 'git' ||
    isRootModule(resolve(definition.path, directory))
  ) {
    return { source, directory };
  }
  return {
    source,
    directory,
    problem: `Directory '${directory}' of source '${source.id}' does not exist or holds no .tf file`,
  };
}

function explainMissing(name: string, source: DiscoveredSource): string {
  if (source.definition.type === 'git') {
    return `Source '${source.id}' is a git remote, where environments are not searched for. Set 'iac.environments.${name}.directory'`;
  }
  const where =
    source.globs.length > 0
      ? `matches ${quoteAll(source.globs)} in source '${source.id}'`
      : `is searched for in source '${source.id}', which has no 'environments' glob`;
  return `No directory named '${name}' with .tf files ${where}. Create it, or set 'iac.environments.${name}.directory'`;
}

/** A misspelt source would only be noticed by the next run. */
function checkSecrets(
  name: string,
  options: {
    section: IacSection;
    secrets: EnvironmentDefinition['secrets'];
  },
): EnvironmentDefinition['secrets'] {
  const known = new Set<string>([
    ...SECRET_SOURCE_KINDS,
    ...Object.keys(options.section.secrets?.sources ?? {}),
  ]);
  for (const [variable, { source }] of Object.entries(options.secrets)) {
    if (known.has(source)) continue;
    throw new InputError(
      `Invalid configuration: 'iac.environments.${name}.secrets.${variable}' names the source '${source}', which is not under 'iac.secrets.sources'; known are ${quoteAll(
        [...known].sort(),
      )}`,
    );
  }
  return options.secrets;
}

function readState(
  section: EnvironmentSection['state'],
  baseDir: string,
): EnvironmentDefinition['engine']['state'] {
  const {
    type,
    config = {},
    env = {},
    workspace,
  } = section ?? {
    type: 'local' as const,
  };
  const { path } = config;
  return {
    type,
    config:
      type === 'local' && typeof path === 'string'
        ? { ...config, path: resolve(baseDir, path) }
        : config,
    env,
    ...(workspace ? { workspace } : {}),
  };
}

/** A bare name is looked up on the PATH; anything with a slash is a file. */
function readBinary(binary: string, baseDir: string): string {
  return binary.includes('/') && !isAbsolute(binary)
    ? resolve(baseDir, binary)
    : binary;
}

function checkPromotions(
  named: Record<string, EnvironmentSection>,
  names: Set<string>,
) {
  for (const [name, { promotesFrom }] of Object.entries(named)) {
    if (promotesFrom === undefined) continue;
    if (promotesFrom === name || !names.has(promotesFrom)) {
      throw new InputError(
        `Invalid configuration: 'iac.environments.${name}.promotesFrom' is '${promotesFrom}', which is not another environment; known are ${quoteAll(
          [...names].filter(other => other !== name),
        )}`,
      );
    }
  }
}

function quoteAll(words: string[]): string {
  return words.length > 0 ? words.map(word => `'${word}'`).join(', ') : 'none';
}
