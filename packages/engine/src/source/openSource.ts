import path from 'node:path';
import type { SecretValue } from '../redaction';
import type { SourceDefinition } from '../types';
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
  onSecret: (secret: SecretValue) => void;
}

export async function openSource(options: OpenSourceOptions): Promise<Source> {
  const { definition, programs, signal } = options;
  const cache = path.join(options.home, 'cache');
  if (definition.type === 'directory') {
    return DirectorySource.create({
      path: definition.path,
      cache,
      programs,
      signal,
    });
  }
  const headers = (await definition.credentials?.())?.headers ?? {};
  const onSecret = (value: string) =>
    options.onSecret({ value, name: 'git-credentials' });
  for (const value of Object.values(headers)) {
    // Of `Basic dXNlcjp0b2tlbg==` the second word is the secret, in two forms.
    const token = value.slice(value.indexOf(' ') + 1);
    onSecret(value);
    onSecret(token);
    const clear = Buffer.from(token, 'base64').toString('utf8');
    if (clear.includes(':')) {
      onSecret(clear);
      onSecret(clear.slice(clear.indexOf(':') + 1));
    }
  }
  return GitSource.create({
    url: definition.url,
    headers,
    submodules: definition.submodules ?? false,
    cache,
    programs,
    signal,
  });
}
