import { InputError } from '@backstage/errors';
import { Keyring } from '@backstage-iac/engine';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { IacConfig } from '../environments';
import { ENCRYPTION_KEY_BYTES, readEncryptionSecret } from '../config/schema';
import { readOrCreateKeyFile } from './keyFile';

/** @public */
export interface OpenKeyringOptions {
  /** Replaces the environment of the process; `NODE_ENV` is read from it. */
  env?: Record<string, string | undefined>;
  /** Told where a key was made because none was configured. */
  onCreated?: (path: string) => void;
}

/**
 * The keys that saved plans and other files with values are encrypted with: those
 * of `iac.encryption.keys`, the first one active. Without any, a key is made in
 * `<home>/encryption.key` (base64, mode 0600): good enough for a demo on one's
 * own machine, where the files are for whoever can read the key.
 *
 * @throws InputError - in production (`NODE_ENV=production`, or
 *   `iac.encryption.required`) when no key is configured, and for a key file that holds none
 * @public
 */
export async function openKeyring(
  config: Pick<IacConfig, 'home' | 'encryption'>,
  options: OpenKeyringOptions = {},
): Promise<Keyring> {
  const { env = process.env, onCreated } = options;
  const { keys, required } = config.encryption;
  if (keys.length > 0) return Keyring.create(keys);
  if (required || env.NODE_ENV === 'production') {
    const why = required
      ? "'iac.encryption.required' is set"
      : 'this is production (NODE_ENV=production)';
    throw new InputError(
      `'iac.encryption.keys' is empty, and ${why}: saved plans hold secrets and are not kept without a key of yours. Make one with 'openssl rand -base64 32', keep it in your secret store, and set 'iac.encryption.keys: [{ id: "2026-11", secret: <the key> }]'`,
    );
  }
  const path = join(config.home, 'encryption.key');
  const text = await readOrCreateKeyFile({
    path,
    make: () => `${randomBytes(ENCRYPTION_KEY_BYTES).toString('base64')}\n`,
    onCreated,
  });
  const read = readEncryptionSecret(text.toString('utf8').trim());
  if ('problem' in read) {
    throw new InputError(
      `Encryption key '${path}' ${read.problem}, or restore the file: without it, what it encrypted is lost`,
    );
  }
  const { secret } = read;
  return Keyring.create([{ id: localKeyId(secret), secret }]);
}

/** Tells one made key from the next, and nothing of the key. */
function localKeyId(secret: Buffer): string {
  const digest = createHash('sha256').update('iac:key-id\0').update(secret);
  return `local-${digest.digest('hex').slice(0, 8)}`;
}
