import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Those of the reference stack, which the demo's configuration names. */
const NAMED = ['production', 'staging'];

/**
 * A git repository with the reference stack, and copies of its staging
 * environment until there are enough.
 *
 * @param count - of environments, 2 or more
 * @returns their names
 */
export function writeManyEnvironments(
  root: string,
  folder: string,
  count: number,
): string[] {
  const environments = path.join(folder, 'infra/environments');
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'infra'), path.join(folder, 'infra'), {
    recursive: true,
    // What a run of the demo leaves behind.
    filter: source => path.basename(source) !== '.terraform',
  });
  const copies = Array.from(
    { length: count - NAMED.length },
    (_, index) => `region-${String(index + 1).padStart(3, '0')}`,
  );
  for (const name of copies) {
    cpSync(path.join(environments, 'staging'), path.join(environments, name), {
      recursive: true,
    });
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git(
    ...['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'],
    ...['commit', '-qm', 'Many environments'],
  );
  return [...NAMED, ...copies];
}
