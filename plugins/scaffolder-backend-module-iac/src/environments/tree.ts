import { InputError } from '@backstage/errors';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * Content of every file of a folder, by path with `/`.
 *
 * @throws InputError when the folder does not exist, or holds something that is neither file nor folder
 */
export async function readTree(root: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const entry of await readFolder(root)) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) continue;
    const name = relative(root, path).split(sep).join('/');
    if (!entry.isFile()) {
      throw new InputError(
        `'${name}' is a link or a special file. Only files and folders are copied`,
      );
    }
    files.set(name, await readFile(path));
  }
  return files;
}

async function readFolder(root: string) {
  try {
    return await readdir(root, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new InputError(`Folder '${root}' cannot be read`, error);
  }
}

/** Whether two trees hold the same files. */
export function sameTree(
  one: Map<string, Buffer>,
  other: Map<string, Buffer>,
): boolean {
  return (
    one.size === other.size &&
    [...one].every(([path, content]) => other.get(path)?.equals(content))
  );
}
