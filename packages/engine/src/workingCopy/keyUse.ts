import { errorCode, messageOf } from '../files/nodeErrors';
import type { Keyring } from '../vault';
import { sealedName, Vault } from '../vault/Vault';
import { RunFolder } from './RunFolder';

/** A key, and how many sealed files need it. */
export interface KeyUse {
  keyId: string;
  /** `unknown`: files need it, and it is not configured. */
  role: 'active' | 'decrypt-only' | 'unknown';
  files: number;
}

/** A sealed file that could not be worked on. */
export interface KeyProblem {
  file: string;
  message: string;
}

interface KeyOptions {
  /** The engine's home. Absolute. */
  home: string;
  keyring: Keyring;
}

/** Which keys the sealed files of a home need; the configured ones first. */
export async function listKeyUse(
  options: KeyOptions,
): Promise<{ keys: KeyUse[]; problems: KeyProblem[] }> {
  const { home, keyring } = options;
  const vault = Vault.create(keyring);
  const files = new Map(keyring.ids.map(id => [id, 0]));
  const problems = await eachSealed(home, async file => {
    const keyId = await vault.keyOf(file);
    files.set(keyId, (files.get(keyId) ?? 0) + 1);
  });
  const keys = [...files].map(([keyId, count]) => ({
    keyId,
    role: roleOf(keyId, keyring),
    files: count,
  }));
  return { keys, problems };
}

/**
 * Wraps the keys of all sealed files of a home with the active key. May be
 * repeated, and run beside engines that work in the same home.
 *
 * @returns how many it did; a problem with one file does not keep it from the others
 */
export async function rotateKeys(
  options: KeyOptions,
): Promise<{ rewrapped: number; problems: KeyProblem[] }> {
  const vault = Vault.create(options.keyring);
  let rewrapped = 0;
  const problems = await eachSealed(options.home, async file => {
    if ((await vault.rewrap(file)) === 'rewrapped') rewrapped += 1;
  });
  return { rewrapped, problems };
}

async function eachSealed(
  home: string,
  work: (file: string) => Promise<void>,
): Promise<KeyProblem[]> {
  const problems: KeyProblem[] = [];
  for (const file of await RunFolder.listSealed(home)) {
    try {
      await work(file);
    } catch (error) {
      // A run may end, and take its files with it, at any moment.
      if (errorCode(error) === 'ENOENT') continue;
      problems.push({ file: sealedName(file), message: messageOf(error) });
    }
  }
  return problems;
}

function roleOf(keyId: string, keyring: Keyring): KeyUse['role'] {
  if (keyId === keyring.active) return 'active';
  return keyring.ids.includes(keyId) ? 'decrypt-only' : 'unknown';
}
