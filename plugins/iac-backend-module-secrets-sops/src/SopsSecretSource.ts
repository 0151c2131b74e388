import {
  SecretSourceError,
  type SecretMetadata,
  type SecretReadOptions,
  type SecretSource,
  type SecretValue,
} from '@backstage-iac/plugin-iac-node';
import { accessSync, constants } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { runSops } from './runSops';
import { inspectSopsFile } from './sopsFile';

const text = z.string().min(1, 'must not be empty');

/** `iac.secrets.sources.<id>` of a source of SOPS files. */
export const sopsSettings = z.strictObject({
  binary: text.default('sops'),
  root: text.default('.'),
  passEnv: z
    .array(
      z
        .string()
        .regex(
          /^[A-Za-z_][A-Za-z0-9_]*$/,
          'is not a name of a process variable',
        ),
    )
    .default([]),
});

/** @public */
export interface SopsSecretSourceOptions extends z.input<typeof sopsSettings> {
  /** Folder that relative paths of the settings start from. Absolute. */
  baseDir: string;
}

/** Files that the program `sops` decrypts, with a key that it finds by itself. */
class SopsSecretSource implements SecretSource {
  readonly #root: string;
  readonly #binary: string;
  readonly #passEnv: string[];

  constructor(options: SopsSecretSourceOptions) {
    const { baseDir, ...given } = options;
    const { binary, root, passEnv } = sopsSettings.parse(given);
    this.#root = resolve(baseDir, root);
    this.#binary = binary.includes('/')
      ? resolve(baseDir, binary)
      : findOnPath(binary);
    this.#passEnv = passEnv;
  }

  async describe(ref: string): Promise<SecretMetadata> {
    const { content } = await this.#open(ref);
    const { version, lastModified } = inspectSopsFile(content);
    return {
      version,
      state: 'enabled',
      ...(lastModified
        ? {
            rotated: {
              at: lastModified,
              field: 'sops.lastmodified',
              // Of the whole file: another of its values may be what changed.
              confidence: 'weak',
            },
          }
        : {}),
    };
  }

  async read(ref: string, options?: SecretReadOptions): Promise<SecretValue> {
    const { file, content } = await this.#open(ref);
    const { version } = inspectSopsFile(content);
    if (options?.version !== undefined && options.version !== version) {
      throw new SecretSourceError('version-gone', `is at version ${version}`);
    }
    const env = Object.fromEntries(
      this.#passEnv.flatMap(name => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const value = await runSops({ binary: this.#binary, file, env });
    const { content: after } = await this.#open(ref);
    if (after !== content) {
      throw new SecretSourceError('unavailable', 'changed while it was read');
    }
    return { value, version };
  }

  /** A reference, or a link that it names, may not lead out of the root. */
  async #open(ref: string): Promise<{ file: string; content: string }> {
    const path = resolve(this.#root, ref);
    const file = await realpath(path).catch(() => path);
    const root = await realpath(this.#root).catch(() => this.#root);
    const way = relative(root, file);
    if (way === '' || way.startsWith('..') || isAbsolute(way)) {
      throw new SecretSourceError(
        'denied',
        'leads out of the folder of the source',
        { nextStep: `Name a file below ${this.#root}.` },
      );
    }
    const content = await readFile(file, 'utf8').catch(() => {
      throw new SecretSourceError('missing', 'is no file that can be read');
    });
    return { file, content };
  }
}

/** The program itself gets no PATH. Resolved to nothing that exists, it does not start. */
function findOnPath(name: string): string {
  const candidates = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map(folder => join(folder, name));
  return candidates.find(isExecutable) ?? join('/', name);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A source of secrets in files encrypted with SOPS (https://getsops.io).
 *
 * @param options - settings as in the configuration, and where their paths start
 * @public
 */
export function createSopsSecretSource(
  options: SopsSecretSourceOptions,
): SecretSource {
  return new SopsSecretSource(options);
}
