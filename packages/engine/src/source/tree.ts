import { constants, type Dirent } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  symlink,
} from 'node:fs/promises';
import path from 'node:path';
import { RunFailure } from '../errors';

/** Files copied at a time. */
const PARALLEL = 16;
/** Leftovers, which are no part of a folder that git does not look after. */
const LEFTOVERS = new Set(['.git', '.terraform', 'node_modules']);

/**
 * Files of a folder without git, relative, sorted; symbolic links are not followed.
 *
 * @param exclude - folders that are left out, absolute
 */
export async function listTree(
  root: string,
  exclude: readonly string[] = [],
): Promise<string[]> {
  const found: string[] = [];
  await walk(root, '', (file, entry) => {
    if (entry.isFile() || entry.isSymbolicLink()) found.push(file);
    return (
      !LEFTOVERS.has(entry.name) && !exclude.includes(path.join(root, file))
    );
  });
  return found.sort();
}

/** Visits everything below a folder; goes into a folder when the visitor says so. */
async function walk(
  root: string,
  folder: string,
  visit: (file: string, entry: Dirent) => boolean,
): Promise<void> {
  const entries = await readdir(path.join(root, folder), {
    withFileTypes: true,
  });
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (visit(file, entry) && entry.isDirectory()) {
      await walk(root, file, visit);
    }
  }
}

/** Copies the files, keeping links as links. Files that are gone are left out: git lists them still. */
export async function copyTree(options: {
  from: string;
  to: string;
  files: string[];
}): Promise<void> {
  const { from, to } = options;
  const real = await realpath(from);
  const folders = new Map<string, Promise<boolean>>();
  const makeFolder = async (folder: string) => {
    // A folder that became a link leads elsewhere: its files are no longer there.
    const actual = await realpath(path.join(from, folder)).catch(() => '');
    if (actual !== path.join(real, folder)) return false;
    await mkdir(path.join(to, folder), { recursive: true, mode: 0o700 });
    return true;
  };
  const prepare = (folder: string) => {
    const known = folders.get(folder) ?? makeFolder(folder);
    folders.set(folder, known);
    return known;
  };
  const queue = options.files.values();
  const work = async () => {
    for (const file of queue) {
      if (await prepare(path.dirname(file))) {
        await copyEntry(path.join(from, file), path.join(to, file));
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
}

async function copyEntry(from: string, to: string): Promise<void> {
  const entry = await lstat(from).catch(() => undefined);
  if (entry?.isSymbolicLink()) await symlink(await readlink(from), to);
  else if (entry?.isFile()) {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

/**
 * Symbolic links may not lead out of the tree: a plan would read files of the portal's machine.
 *
 * @throws {@link RunFailure} naming the first that does
 */
export async function refuseLeavingLinks(root: string): Promise<void> {
  const links: string[] = [];
  await walk(root, '', (file, entry) => {
    if (entry.isSymbolicLink()) links.push(file);
    return true;
  });
  const real = await realpath(root);
  for (const file of links) {
    const link = path.join(real, file);
    const target = await readlink(link);
    const actual = await realpath(link).catch(() =>
      path.resolve(path.dirname(link), target),
    );
    if (actual === real || actual.startsWith(real + path.sep)) continue;
    throw new RunFailure(
      `The symbolic link '${file}' leads out of the source, to '${target}'`,
      {
        nextStep:
          'Replace it by the file itself, or by a link inside the source.',
      },
    );
  }
}
