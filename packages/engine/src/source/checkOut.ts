import { rm } from 'node:fs/promises';
import type { ResolvedCommit } from '@backstage-iac/plugin-iac-common';
import type { Git } from './git';

/** Writes a commit's files into a folder, without a repository around them. */
export async function checkOut(
  git: Git,
  options: { gitDir: string; tree: string; folder: string },
): Promise<void> {
  const index = `${options.folder}.index`;
  try {
    await git.run(
      [
        `--git-dir=${options.gitDir}`,
        `--work-tree=${options.folder}`,
        'read-tree',
        '--reset',
        '-u',
        options.tree,
      ],
      { cwd: options.folder, env: { GIT_INDEX_FILE: index } },
    );
  } finally {
    await rm(index, { force: true });
  }
}

export async function describeCommit(
  git: Git,
  commit: string,
  options: { cwd: string },
): Promise<Pick<ResolvedCommit, 'author' | 'authorEmail' | 'message'>> {
  const text = await git.run(
    [
      'log',
      '-1',
      '--no-show-signature',
      '--format=%an%x00%ae%x00%s',
      commit,
      '--',
    ],
    options,
  );
  const [author, authorEmail, message] = text.trim().split('\0');
  return { author, ...(authorEmail ? { authorEmail } : {}), message };
}
