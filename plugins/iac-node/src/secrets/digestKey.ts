import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

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
  const existing = await readExisting(path);
  if (existing) return existing;
  await mkdir(home, { recursive: true, mode: 0o700 });
  await createOnce(path);
  const created = await readExisting(path);
  if (!created) throw new Error(`Cannot read the digest key '${path}'`);
  return created;
}

async function readExisting(path: string): Promise<Buffer | undefined> {
  let key: Buffer;
  try {
    key = await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (key.length < KEY_BYTES) {
    throw new Error(
      `Digest key '${path}' has ${key.length} bytes, expected at least ${KEY_BYTES}; delete the file to make a new key, and plan again`,
    );
  }
  return key;
}

/** A link appears with its whole content or not at all, and the first of two processes wins. */
async function createOnce(path: string) {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(KEY_BYTES));
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === code
  );
}
