import type { SourceDefinition } from '@backstage-iac/engine';
import { InputError } from '@backstage/errors';
import { readdirSync, statSync } from 'node:fs';
import { posix, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { ENVIRONMENT_NAME, type SourceSection } from './schema';

/** Asked for anew before each contact with a git remote. */
export type GitCredentials = (
  url: string,
) => Promise<{ headers: Record<string, string> } | undefined>;

/** A source with the root modules that its glob found. */
export interface DiscoveredSource {
  id: string;
  definition: SourceDefinition;
  ref?: string;
  globs: string[];
  /** Directories relative to the source's root, by name of the environment; more than one when names collide. */
  directories: Map<string, string[]>;
}

/** Reads one entry of `iac.sources` and looks for environments in it. */
export function discoverSource(options: {
  id: string;
  section: SourceSection;
  baseDir: string;
  /** Folders that the portal itself writes to. Absolute. */
  exclude: string[];
  gitCredentials?: GitCredentials;
}): DiscoveredSource {
  const { id, section } = options;
  const globs = [section.environments ?? []].flat();
  const definition = readTarget(options);
  return {
    id,
    definition,
    ref: section.ref,
    globs,
    directories:
      definition.type === 'directory'
        ? findRootModules({ id, root: definition.path, globs })
        : refuseGlobs(id, globs),
  };
}

/** Whether a directory holds Terraform or OpenTofu code, and so can be a root module. */
export function isRootModule(directory: string): boolean {
  try {
    return readdirSync(directory).some(file =>
      /\.(tf|tofu)(\.json)?$/.test(file),
    );
  } catch {
    return false;
  }
}

function readTarget(options: {
  id: string;
  section: SourceSection;
  baseDir: string;
  exclude: string[];
  gitCredentials?: GitCredentials;
}): SourceDefinition {
  const { id, section, baseDir, gitCredentials } = options;
  const { target, submodules } = section;
  const key = `iac.sources.${id}.target`;
  if (/^(https|file):\/\//.test(target)) {
    const url = new URL(target);
    if (url.username || url.password) {
      throw new InputError(
        `Invalid configuration: '${key}' must not hold credentials; configure them under 'integrations'`,
      );
    }
    return {
      type: 'git',
      url: target,
      submodules,
      ...(gitCredentials && url.protocol === 'https:'
        ? { credentials: () => gitCredentials(target) }
        : {}),
    };
  }
  if (/^[a-z][a-z+.-]*:|^[^/]+@[^/]+:/i.test(target)) {
    throw new InputError(
      `Invalid configuration: '${key}' must be a directory, https://… or file://…, got '${target}'`,
    );
  }
  const path = resolve(baseDir, target);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(
      `Invalid configuration: '${key}' is '${target}', but there is no directory '${path}'`,
    );
  }
  // A run changes them, and would find that its own source has moved.
  const exclude = options.exclude.filter(folder =>
    folder.startsWith(path + sep),
  );
  return {
    type: 'directory',
    path,
    ...(exclude.length > 0 ? { exclude } : {}),
  };
}

function findRootModules(options: {
  id: string;
  root: string;
  globs: string[];
}): Map<string, string[]> {
  const { id, root, globs } = options;
  const found = new Map<string, string[]>();
  if (globs.length === 0) return found;
  const matches = globSync(globs, {
    cwd: root,
    onlyDirectories: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.terraform/**'],
  });
  for (const match of matches.sort()) {
    const directory = match.replace(/\/$/, '');
    if (!isRootModule(resolve(root, directory))) continue;
    const name = posix.basename(directory);
    if (!ENVIRONMENT_NAME.test(name)) {
      throw new InputError(
        `Invalid configuration: 'iac.sources.${id}.environments' finds '${directory}', which cannot name an environment; rename the directory or narrow the glob`,
      );
    }
    found.set(name, [...(found.get(name) ?? []), directory]);
  }
  return found;
}

/** A remote cannot be searched before it is fetched, and configuration is read before anything runs. */
function refuseGlobs(id: string, globs: string[]): Map<string, string[]> {
  if (globs.length > 0) {
    throw new InputError(
      `Invalid configuration: 'iac.sources.${id}.environments' is a glob over a git remote; name each environment with its 'directory' under 'iac.environments' instead`,
    );
  }
  return new Map();
}
