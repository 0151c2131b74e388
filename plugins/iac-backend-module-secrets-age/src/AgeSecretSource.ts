import { parseVariableFile } from '@backstage-iac/engine';
import {
  SecretSourceError,
  type SecretMetadata,
  type SecretReadOptions,
  type SecretSource,
  type SecretValue,
} from '@backstage-iac/plugin-iac-node';
import { AgeFiles, type AgeFilesOptions } from './AgeFiles';

/** Secrets in encrypted files: `*.tfvars.age`, JSON documents, single texts. */
class AgeSecretSource implements SecretSource {
  readonly #files: AgeFiles;

  constructor(files: AgeFiles) {
    this.#files = files;
  }

  async describe(ref: string): Promise<SecretMetadata> {
    const { version, changedAt } = await this.#files.inspect(ref);
    return {
      version,
      state: 'enabled',
      rotated: {
        at: changedAt.toISOString(),
        // A checkout sets it, too, as does a change of recipients.
        field: 'time of the file',
        confidence: 'weak',
      },
    };
  }

  async read(ref: string, options?: SecretReadOptions): Promise<SecretValue> {
    const { text, version } = await this.#files.decrypt(ref);
    if (options?.version !== undefined && options.version !== version) {
      throw new SecretSourceError('version-gone', `is at version ${version}`);
    }
    return { value: documentOf(ref, text), version };
  }
}

/** Variable files become JSON documents; the last newline of a text is its editor's. */
function documentOf(ref: string, text: string): string {
  if (!ref.endsWith('.tfvars.age')) return text.replace(/\r?\n$/, '');
  try {
    return JSON.stringify(parseVariableFile(text));
  } catch (error) {
    throw new SecretSourceError(
      'unavailable',
      `is no variable file: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/**
 * A source of secrets in age files.
 *
 * @param options - settings as in the configuration, and where their paths start
 * @public
 */
export function createAgeSecretSource(options: AgeFilesOptions): SecretSource {
  return new AgeSecretSource(AgeFiles.create(options));
}
