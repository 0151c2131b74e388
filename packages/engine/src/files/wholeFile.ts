import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** The bytes of an open file from `start` up to, and without, `end`. */
export async function* bytesOf(
  handle: FileHandle,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  // An empty range cannot be said: `end` is inclusive.
  if (start === end) return;
  const stream = handle.createReadStream({
    start,
    end: end - 1,
    autoClose: false,
  });
  for await (const chunk of stream) yield chunk;
}

/**
 * Writes a file (mode 0600) that appears with its whole content, on the disk, or not at all.
 *
 * @param commit - may refuse the finished draft
 */
export async function writeWhole(
  file: string,
  content: () => AsyncGenerator<Buffer>,
  commit?: (draft: string) => Promise<boolean>,
): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.partial`;
  // Opened before anything can fail: a stream of its own might make the file
  // after it was removed.
  const handle = await open(draft, 'wx', 0o600);
  try {
    await pipeline(content(), handle.createWriteStream({ flush: true }));
    if (commit && !(await commit(draft))) return;
    await rename(draft, file);
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
}

/** Opens a file to read it, and closes it again. */
export async function withFile<T>(
  file: string,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}
