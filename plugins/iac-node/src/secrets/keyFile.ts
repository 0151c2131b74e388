import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Reads a key that is a file, and makes it on first use (mode 0600). Of several
 * processes that start at once, the first one's key is everybody's.
 *
 * @param options - `make` gives the content of a new file; `onCreated` is told that this process made it
 */
export async function readOrCreateKeyFile(options: {
  path: string;
  make: () => Buffer | string;
  onCreated?: (path: string) => void;
}): Promise<Buffer> {
  const { path, make, onCreated } = options;
  const existing = await readExisting(path);
  if (existing) return existing;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (await createOnce(path, make())) onCreated?.(path);
  const created = await readExisting(path);
  if (!created) throw new Error(`Cannot read the key '${path}'`);
  return created;
}

async function readExisting(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A link appears with its whole content or not at all, and the first of two processes wins. */
async function createOnce(
  path: string,
  content: Buffer | string,
): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return false;
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
