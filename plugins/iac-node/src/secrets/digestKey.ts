import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readOrCreateKeyFile } from './keyFile';

const KEY_BYTES = 32;

/**
 * Reads the key of all digests from `<home>/digest.key`, and makes it on first
 * use (mode 0600). Portal and command line on one home share it, so that a plan
 * of one is recognised by the other.
 *
 * @param home - folder of the engine, absolute
 * @returns at least 32 bytes
 * @throws Error - when the file exists but is too short to be a key
 * @public
 */
export async function readDigestKey(home: string): Promise<Buffer> {
  const path = join(home, 'digest.key');
  const key = await readOrCreateKeyFile({
    path,
    make: () => randomBytes(KEY_BYTES),
  });
  if (key.length < KEY_BYTES) {
    throw new Error(
      `Digest key '${path}' has ${key.length} bytes, expected at least ${KEY_BYTES}; delete the file to make a new key, and plan again`,
    );
  }
  return key;
}
