import { SecretSourceError } from '@backstage-iac/plugin-iac-node';
import { createHash, randomBytes } from 'node:crypto';
import {
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { decryptAge, encryptAge, readIdentities } from './ageFormat';
import { resolvePaths, type AgeSettings } from './settings';

/** Hex digits of a file's version. */
const VERSION_DIGITS = 12;

/** @public */
export interface AgeFilesOptions extends AgeSettings {
  /** Folder that relative paths of the settings start from. Absolute. */
  baseDir: string;
}

/**
 * The encrypted files below one folder: what `iac secrets` works on.
 *
 * @public
 */
export class AgeFiles {
  readonly #settings: AgeSettings & { root: string };

  static create(options: AgeFilesOptions): AgeFiles {
    const { baseDir, ...settings } = options;
    return new AgeFiles(resolvePaths(settings, baseDir));
  }

  private constructor(settings: AgeSettings & { root: string }) {
    this.#settings = settings;
  }

  /** Public keys of the settings. */
  get recipients(): string[] {
    return this.#settings.recipients ?? [];
  }

  /** The folder that references start from. Absolute. */
  get root(): string {
    return this.#settings.root;
  }

  /**
   * @param ref - relative to the root
   * @throws SecretSourceError
   */
  async decrypt(ref: string): Promise<{ text: string; version: string }> {
    const content = await this.#content(ref);
    const identities = await readIdentities(this.#settings);
    return {
      text: await decryptAge(content, identities),
      version: versionOf(content),
    };
  }

  /**
   * Writes the file whole, or not at all.
   *
   * @param ref - relative to the root
   */
  async encrypt(
    ref: string,
    text: string,
    recipients: string[] = this.recipients,
  ): Promise<void> {
    const path = await this.#path(ref);
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    try {
      await writeFile(draft, await encryptAge(text, recipients), {
        mode: 0o644,
      });
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** What the encrypted file itself tells. @throws SecretSourceError */
  async inspect(ref: string): Promise<{ version: string; changedAt: Date }> {
    const content = await this.#content(ref);
    const { mtime } = await stat(await this.#path(ref));
    return { version: versionOf(content), changedAt: mtime };
  }

  async #content(ref: string): Promise<Buffer> {
    const path = await this.#path(ref);
    return readFile(path).catch(() => {
      throw new SecretSourceError('missing', 'is no file that can be read', {
        nextStep: `Create it with 'iac secrets create', below ${this.root}.`,
      });
    });
  }

  /** A reference, or a link that it names, may not lead out of the root. */
  async #path(ref: string): Promise<string> {
    const path = resolve(this.root, ref);
    const actual = await realpath(path).catch(() => path);
    const root = await realpath(this.root).catch(() => this.root);
    const inside = (from: string, to: string) => {
      const way = relative(from, to);
      return way !== '' && !way.startsWith('..') && !isAbsolute(way);
    };
    if (inside(this.root, path) && (actual === path || inside(root, actual))) {
      return path;
    }
    throw new SecretSourceError(
      'denied',
      'leads out of the folder of the source',
      {
        nextStep: `Name a file below ${this.root}.`,
      },
    );
  }
}

/** Encrypting anew gives another file, so that this says nothing of the text in it. */
function versionOf(content: Buffer): string {
  return createHash('sha256')
    .update(content)
    .digest('hex')
    .slice(0, VERSION_DIGITS);
}
