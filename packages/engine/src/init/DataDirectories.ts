import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exists } from '../files/exists';
import { FileLock } from '../files/FileLock';
import { asList, asObject, asText, parseJson } from '../json/narrow';

const LOCK_FILE = '.terraform.lock.hcl';

/** What a data directory may be used for, as its marker file says. */
type Sharing = 'shared' | 'private';

export interface PrepareOptions {
  key: string;
  rootModule: string;
  /** Data directory of the run alone. */
  privateDirectory: string;
  /** Initialises one directory; throws when that fails. */
  init: (
    dataDirectory: string,
    lockFile: 'committed' | 'none',
  ) => Promise<void>;
}

export interface Prepared {
  directory: string;
  /** Init was not needed. */
  reused: boolean;
  /** The providers' lock file was made by init: nothing pins their versions. */
  unpinned: boolean;
}

/**
 * Data directories (`.terraform`) that are initialised once per key and only read
 * afterwards, by any number of runs at a time.
 */
export class DataDirectories {
  readonly #folder: string;

  constructor(engineHome: string) {
    this.#folder = path.join(engineHome, 'cache', 'data');
  }

  async prepare(options: PrepareOptions): Promise<Prepared> {
    const lockFile = path.join(options.rootModule, LOCK_FILE);
    const committed = await exists(lockFile);
    const shared = path.join(this.#folder, options.key);
    const marker = `${shared}.marker`;
    const kept = `${shared}.lock.hcl`;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });

    let sharing = await readMarker(marker);
    let reused = sharing === 'shared';
    if (!sharing) {
      sharing = await FileLock.hold(`${shared}.lock`, async () => {
        const meanwhile = await readMarker(marker);
        reused = meanwhile === 'shared';
        if (meanwhile) return meanwhile;
        await rm(shared, { recursive: true, force: true });
        await options.init(shared, committed ? 'committed' : 'none');
        const found = await sharingOf(shared);
        if (!committed && (await exists(lockFile))) {
          await copyFile(lockFile, kept);
        }
        await writeFile(marker, found, { mode: 0o600 });
        return found;
      });
    }
    if (sharing === 'private') return this.initPrivately(options);
    const made = !committed && (await exists(kept));
    if (made) await copyFile(kept, lockFile);
    return { directory: shared, reused, unpinned: made };
  }

  /** For a run whose modules may change behind the same address, or whose shared directory did not fit. */
  async initPrivately(options: Omit<PrepareOptions, 'key'>): Promise<Prepared> {
    const { privateDirectory, rootModule } = options;
    const lockFile = path.join(rootModule, LOCK_FILE);
    const committed = await exists(lockFile);
    await options.init(privateDirectory, committed ? 'committed' : 'none');
    return {
      directory: privateDirectory,
      reused: false,
      unpinned: !committed && (await exists(lockFile)),
    };
  }
}

async function readMarker(file: string): Promise<Sharing | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === 'shared' || text === 'private' ? text : undefined;
}

/** A downloaded module may be another one tomorrow: `?ref=main`, `~> 2.0`. */
async function sharingOf(directory: string): Promise<Sharing> {
  const file = path.join(directory, 'modules', 'modules.json');
  const text = await readFile(file, 'utf8').catch(() => '');
  const modules = asList(asObject(parseJson(text)).Modules).map(asObject);
  const local = modules.every(entry => {
    const source = asText(entry.Source) ?? '';
    return source === '' || /^\.\.?\//.test(source);
  });
  return local ? 'shared' : 'private';
}
