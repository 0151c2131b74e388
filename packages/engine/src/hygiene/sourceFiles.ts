import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../files/nodeErrors';

/** Written by the run itself, into the working copy. */
const GENERATED = /^zz_iac_backend_override/;

const GONE = new Set<string | undefined>(['ENOENT', 'ENOTDIR']);

/** The files of one folder, absolute and sorted; none when there is no such folder. */
export async function filesOf(
  folder: string,
  pattern: RegExp,
): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(entry => !entry.isDirectory() && !GENERATED.test(entry.name))
      .map(({ name }) => name)
      .filter(name => pattern.test(name) && !name.startsWith('.'))
      .sort()
      .map(name => path.join(folder, name));
  } catch (error) {
    if (GONE.has(errorCode(error))) return [];
    throw error;
  }
}

export function isGenerated(file: string): boolean {
  return GENERATED.test(path.basename(file));
}
