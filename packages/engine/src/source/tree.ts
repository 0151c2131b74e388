import { copyFile, constants, lstat, mkdir, readdir } from 'node:fs/promises';
import { readlink, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { RunFailure } from '../errors';

/** Files copied at a time. */
const PARALLEL = 16;
/** Terraform's own leftovers, and what no root module reads. */
const IGNORED = new Set(['.git', '.terraform', 'node_modules']);

/** Files below a folder, relative, sorted; symbolic links are not followed. */
export async function listTree(root: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(root, folder), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const name = path.join(folder, entry.name);
      if (IGNORED.has(entry.name)) continue;
      if (entry.isDirectory()) await visit(name);
      else if (entry.isFile() || entry.isSymbolicLink()) found.push(name);
    }
  };
  await visit('');
  return found.sort();
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
  const prepare = (folder: string) => {
    const known = folders.get(folder) ?? makeFolder(folder);
    folders.set(folder, known);
    return known;
  };
  const makeFolder = async (folder: string) => {
    // A folder that became a link leads elsewhere: its files are no longer there.
    const actual = await realpath(path.join(from, folder)).catch(() => '');
    if (actual !== path.join(real, folder)) return false;
    await mkdir(path.join(to, folder), { recursive: true, mode: 0o700 });
    return true;
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
export async function refuseLeavingLinks(
  root: string,
  files: string[],
): Promise<void> {
  const real = await realpath(root);
  for (const file of files) {
    const link = path.join(real, file);
    const entry = await lstat(link).catch(() => undefined);
    if (!entry?.isSymbolicLink()) continue;
    const target = await readlink(link);
    const actual = await realpath(link).catch(() =>
      path.resolve(path.dirname(link), target),
    );
    if (actual === real || actual.startsWith(real + path.sep)) continue;
    throw new RunFailure(
      `The symbolic link '${file}' leads out of the source, to '${target}'`,
      { nextStep: 'Replace it by the file itself, or by a link inside the source.' },
    );
  }
}
