import { ConflictError, InputError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readTree, sameTree } from './tree';

/**
 * Puts a copy of a folder where nothing is yet. Whoever looks sees all of it
 * or none: the copy is made beside the target under a name that starts with a
 * dot, which no glob finds, and renamed.
 *
 * Placing the same files twice is fine, as happens when a task dies between
 * the rename and its checkpoint.
 *
 * @param options - two absolute paths
 * @throws ConflictError when there is something else at the target
 * @throws InputError when the folder holds no Terraform code, or a link
 */
export async function placeEnvironment(options: {
  from: string;
  to: string;
}): Promise<void> {
  const { from, to } = options;
  const files = await readTree(from);
  if (
    ![...files.keys()].some(path => /^[^/]+\.(tf|tofu)(\.json)?$/.test(path))
  ) {
    throw new InputError(
      `Folder '${basename(
        from,
      )}' holds no .tf file, and so is no environment. Render the skeleton into it first`,
    );
  }
  if (await exists(to)) {
    if (sameTree(files, await readTree(to))) return;
    throw new ConflictError(
      `Environment '${basename(
        to,
      )}' already exists and is never overwritten. Choose another name`,
    );
  }
  const copy = join(dirname(to), `.${basename(to)}-${randomUUID()}`);
  try {
    await mkdir(dirname(to), { recursive: true });
    await cp(from, copy, { recursive: true, errorOnExist: true, force: false });
    await rename(copy, to);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
