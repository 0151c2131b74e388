import type { ResolvedCommit } from '@backstage-iac/plugin-iac-common';
import type { Git } from './git';

export interface FetchOptions {
  /** Branch, tag or full hash. @defaultValue the default branch, or the directory as it is */
  ref?: string;
  /** Empty folder that takes the files. */
  folder: string;
  /** Told of each file that is there and was not taken, relative to the source. */
  onLeftOut?: (file: string) => void;
}

/** The repository around a source. */
export interface SourceRepository {
  git: Git;
  /** Absolute. */
  gitDir: string;
  /** Of the source's folder in the repository: empty, or ends with `/`. */
  prefix: string;
}

/** Where the code of an environment comes from. */
export interface Source {
  /** Full hash of what a ref means now. */
  resolve(ref?: string): Promise<ResolvedCommit>;
  /** Puts the files of that commit into a folder. No link in it leads out. */
  fetch(options: FetchOptions): Promise<ResolvedCommit>;
  /** `undefined` for a folder without git, or without a commit. */
  repository(): Promise<SourceRepository | undefined>;
}
