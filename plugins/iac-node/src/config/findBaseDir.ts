import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Folder that relative paths of the `iac` section start from: the process
 * variable `IAC_BASE_DIR`, else the nearest folder upwards whose `package.json`
 * has `workspaces` (a backend runs in its own package's folder, the command
 * line at the root), else the current folder.
 *
 * @param options - `env` and `cwd` replace those of the process
 * @returns an absolute path
 * @public
 */
export function findBaseDir(
  options: { env?: Record<string, string | undefined>; cwd?: string } = {},
): string {
  const { env = process.env, cwd = process.cwd() } = options;
  if (env.IAC_BASE_DIR) return resolve(cwd, env.IAC_BASE_DIR);

  let directory = resolve(cwd);
  while (!isWorkspaceRoot(directory)) {
    const parent = dirname(directory);
    if (parent === directory) return resolve(cwd);
    directory = parent;
  }
  return directory;
}

function isWorkspaceRoot(directory: string): boolean {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return false;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (
    typeof content === 'object' && content !== null && 'workspaces' in content
  );
}
