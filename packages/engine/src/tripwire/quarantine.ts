import { chmod, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { LeakError } from './LeakError';
import type { Tripwire } from './Tripwire';

/**
 * Reads files that were just written, and takes those away in which the tripwire
 * finds a secret: to `<root>/quarantine/<runId>/`, for the host's operator alone.
 *
 * @param options - `files`: absolute; `root`: folder of the archive or store, absolute
 * @throws LeakError when there was one
 * @public
 */
export async function quarantineLeaks(options: {
  tripwire: Tripwire;
  files: string[];
  root: string;
  runId: string;
  /** What a file is called to people. @defaultValue its name on disk */
  nameOf?: (file: string) => string;
}): Promise<void> {
  const { tripwire, files, root, runId, nameOf = path.basename } = options;
  const secrets = new Set<string>();
  const artifacts: string[] = [];
  const quarantine = path.join(root, 'quarantine', runId);
  for (const file of files) {
    const found = await tripwire.search(await readFile(file, 'utf8'));
    if (found.length === 0) continue;
    found.forEach(name => secrets.add(name));
    artifacts.push(nameOf(file));
    await mkdir(quarantine, { recursive: true, mode: 0o700 });
    await moveInto(path.join(quarantine, nameOf(file)), file);
  }
  if (artifacts.length > 0) {
    throw new LeakError({ secrets: [...secrets], artifacts, quarantine });
  }
}

async function moveInto(target: string, file: string): Promise<void> {
  try {
    await rename(file, target);
  } catch {
    // Another file system.
    await copyFile(file, target);
    await rm(file);
  }
  await chmod(target, 0o600);
}
