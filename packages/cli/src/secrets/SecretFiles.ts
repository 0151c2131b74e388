import { parseVariableFile } from '@backstage-iac/engine';
import type { AgeFiles } from '@backstage-iac/plugin-iac-backend-module-secrets-age';
import {
  findBaseDir,
  parseSecretJson,
  type IacConfig,
} from '@backstage-iac/plugin-iac-node';
import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { UsageError } from '../errors';
import type { Terminal } from '../terminal/Terminal';
import { PlainCopy } from './PlainCopy';
import { loadSourcePackage } from './sourcePackages';

const NEW_VARIABLE_FILE = '# One secret a line: name = "value"\n';

export interface SecretFilesOptions {
  config: IacConfig;
  /** Id of the source of age files. */
  source: string;
  /** Public keys, in place of those of the source. */
  recipients?: string[];
  terminal: Terminal;
}

/** Makes, edits and re-encrypts the files of a source of age files. */
export class SecretFiles {
  readonly #files: AgeFiles;
  readonly #recipients: string[];
  readonly #source: string;
  readonly #terminal: Terminal;

  static async open(options: SecretFilesOptions): Promise<SecretFiles> {
    const { config, source, recipients } = options;
    const configured = config.secretSources[source];
    if (configured && configured.kind !== 'age') {
      throw new UsageError(
        `The secret source '${source}' is one of the kind '${configured.kind}', not of age files`,
        { nextStep: 'Name one with --source' },
      );
    }
    const { AgeFiles, ageSettings, secretSource } = await loadSourcePackage(
      'age',
    );
    const context = { id: source, baseDir: findBaseDir() };
    const settings = {
      ...configured?.settings,
      ...(recipients ? { recipients } : {}),
    };
    // Says what is wrong with the settings, in the words of the configuration.
    secretSource.create(settings, context);
    const { baseDir } = context;
    const files = AgeFiles.create({ ...ageSettings.parse(settings), baseDir });
    return new SecretFiles(options, files);
  }

  private constructor(options: SecretFilesOptions, files: AgeFiles) {
    this.#files = files;
    this.#recipients = files.recipients;
    this.#source = options.source;
    this.#terminal = options.terminal;
  }

  /** @param from - file with the text, `-` for standard input; an editor when absent */
  async create(ref: string, from?: string): Promise<void> {
    this.#needRecipients();
    if (await this.#exists(ref)) {
      throw new UsageError(`'${ref}' exists`, {
        nextStep: `Change it with: iac secrets edit ${ref}`,
      });
    }
    if (from !== undefined) {
      const text = await readText(from);
      checkText(ref, text);
      await this.#write(ref, text, 'Created');
      return;
    }
    const empty = isVariableFile(ref) ? NEW_VARIABLE_FILE : '';
    const text = await this.#edited(ref, empty);
    if (text.trim() === '' || text === empty) {
      throw new UsageError('Nothing was created: the text is empty');
    }
    await this.#write(ref, text, 'Created');
  }

  async edit(ref: string): Promise<void> {
    this.#needRecipients();
    const { text: before } = await this.#files.decrypt(ref);
    const after = await this.#edited(ref, before);
    if (after === before) this.#terminal.print('Nothing was changed');
    else await this.#write(ref, after, 'Changed');
  }

  /** Encrypts for other keys than before. Who could read the file then has the values still. */
  async rekey(refs: string[]): Promise<void> {
    this.#needRecipients();
    // All are read before the first is written.
    const texts: Array<[string, string]> = [];
    for (const ref of refs) {
      texts.push([ref, (await this.#files.decrypt(ref)).text]);
    }
    for (const [ref, text] of texts) await this.#write(ref, text, 'Rekeyed');
  }

  async #edited(ref: string, text: string): Promise<string> {
    return PlainCopy.use({ ref, text }, async copy => {
      for (;;) {
        const edited = await copy.edit();
        try {
          if (edited.trim() !== '') checkText(ref, edited);
          return edited;
        } catch (error) {
          if (!(error instanceof UsageError) || !this.#terminal.interactive) {
            throw error;
          }
          this.#terminal.report(`${error.message}\n`);
          const { signal } = new AbortController();
          const answer = await this.#terminal.ask('Edit again? [Y/n] ', signal);
          if (/^n/i.test(answer.trim())) throw error;
        }
      }
    });
  }

  async #write(ref: string, text: string, done: string): Promise<void> {
    await this.#files.encrypt(ref, text);
    const count = this.#recipients.length;
    this.#terminal.print(
      `${done} ${ref}, for ${count} ${count === 1 ? 'key' : 'keys'}`,
    );
  }

  async #exists(ref: string): Promise<boolean> {
    try {
      await this.#files.inspect(ref);
      return true;
    } catch (error) {
      const failure =
        error instanceof Error && 'failure' in error ? error.failure : '';
      if (failure === 'missing') return false;
      throw error;
    }
  }

  #needRecipients(): void {
    if (this.#recipients.length > 0) return;
    throw new UsageError('There is no key to encrypt for', {
      nextStep: `Pass --recipient age1…, or set 'iac.secrets.sources.${
        this.#source
      }.recipients'`,
    });
  }
}

function isVariableFile(ref: string): boolean {
  return ref.endsWith('.tfvars.age');
}

/** A mistake is found by who makes it, not by the next run. */
function checkText(ref: string, text: string): void {
  const unchanged = 'Nothing was changed';
  if (isVariableFile(ref)) {
    try {
      parseVariableFile(text);
    } catch (error) {
      const { message } = error instanceof Error ? error : { message: '' };
      throw new UsageError(`${message}. ${unchanged}`, {
        nextStep: 'Write one assignment a line: name = "value"',
      });
    }
  } else if (ref.endsWith('.json.age') && parseSecretJson(text) === undefined) {
    throw new UsageError(`'${ref}' would hold no JSON. ${unchanged}`);
  }
}

async function readText(from: string): Promise<string> {
  if (from === '-') return textOf(process.stdin);
  return readFile(from, 'utf8').catch(() => {
    throw new UsageError(`The file '${from}' cannot be read`);
  });
}
