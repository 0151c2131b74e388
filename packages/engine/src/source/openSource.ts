import path from 'node:path';
import type { SecretValue } from '../redaction';
import type { SourceDefinition } from '../types';
import { readCredentials } from './credentials';
import { DirectorySource } from './DirectorySource';
import { GitSource } from './GitSource';
import type { Source } from './Source';

export interface OpenSourceOptions {
  definition: SourceDefinition;
  /** The engine's home. */
  home: string;
  /** Folders of git. */
  programs: string[];
  signal?: AbortSignal;
  /** Told every credential before it is used. */
  onSecrets: (secrets: SecretValue[]) => void;
}

export async function openSource(options: OpenSourceOptions): Promise<Source> {
  const { definition, programs, signal } = options;
  const cache = path.join(options.home, 'cache');
  if (definition.type === 'directory') {
    return DirectorySource.create({
      path: definition.path,
      exclude: definition.exclude,
      cache,
      programs,
      signal,
    });
  }
  const { headers, secrets } = await readCredentials(definition);
  options.onSecrets(secrets);
  return GitSource.create({
    url: definition.url,
    headers,
    submodules: definition.submodules ?? false,
    cache,
    programs,
    signal,
  });
}
