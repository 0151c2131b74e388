/** Seven digits of a hash; a folder's digest keeps its prefix. */
export function shortCommit(commit: string): string {
  return commit.startsWith('dir-') ? commit.slice(0, 11) : commit.slice(0, 7);
}
