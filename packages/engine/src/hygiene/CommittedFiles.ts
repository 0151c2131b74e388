import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceRepository } from '../source/Source';
import { errorCode } from '../files/nodeErrors';
import { isObject } from '../json/narrow';

/** Commits named at most. */
const MAX_COMMITS = 20;

/** `<source>:<line>:<pattern><tab><path>`, git-check-ignore(1). */
const RULE = /^(.*?):(\d+):(.*)\t/;

/** A rule that decides about a path. */
export interface IgnoreRule {
  /** Relative to the repository's root. */
  file: string;
  line: number;
  pattern: string;
}

/**
 * What git says of one commit, whatever the working tree looks like: an index
 * of its own, and its `.gitignore` files in a folder of their own.
 */
export class CommittedFiles {
  readonly #repository: SourceRepository;
  readonly #commit: string;
  readonly #folder: string;
  readonly #tree: string;

  private constructor(options: {
    repository: SourceRepository;
    commit: string;
    folder: string;
  }) {
    this.#repository = options.repository;
    this.#commit = options.commit;
    this.#folder = options.folder;
    this.#tree = path.join(options.folder, 'tree');
  }

  /** @param options.directory - whose rules matter; relative to the source, `.` for its root */
  static async open(options: {
    repository: SourceRepository;
    commit: string;
    directory: string;
  }): Promise<CommittedFiles> {
    const folder = await mkdtemp(path.join(tmpdir(), 'iac-hygiene-'));
    const files = new CommittedFiles({ ...options, folder });
    try {
      await mkdir(files.#tree);
      await files.#git(['read-tree', options.commit]);
      await files.#writeRules(options.directory);
      return files;
    } catch (error) {
      await files.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The last rule that matches, unless it says not to ignore. */
  async ruleFor(file: string): Promise<IgnoreRule | undefined> {
    // Without the index: git says of a tracked file that it is not ignored.
    const args = ['check-ignore', '--verbose', '--no-index', '--'];
    let answer: string;
    try {
      answer = await this.#git([...args, this.#inRepository(file)]);
    } catch (error) {
      // "None of the provided paths are ignored", git-check-ignore(1).
      if (exitCodeOf(error) === 1) return undefined;
      throw error;
    }
    const [, source, line, pattern] = RULE.exec(answer) ?? [];
    if (!pattern || pattern.startsWith('!')) return undefined;
    return {
      // Rules of one clone are given by a path of this machine.
      file: path.isAbsolute(source) ? path.basename(source) : source,
      line: Number(line),
      pattern,
    };
  }

  /** Which of the paths are in the commit. */
  async tracked(files: string[]): Promise<string[]> {
    return this.#list(['--cached'], files);
  }

  /** What is in the commit below a directory although a rule ignores it. */
  async trackedAndIgnored(directory: string): Promise<string[]> {
    return this.#list(
      ['--cached', '--ignored', '--exclude-standard'],
      [directory],
    );
  }

  /**
   * Commits on any branch or tag that added one of the paths, newest first.
   *
   * @returns `complete`: the whole history was there to be searched
   */
  async added(
    files: string[],
  ): Promise<{ commits: string[]; complete: boolean }> {
    const shallow = await this.#git(['rev-parse', '--is-shallow-repository']);
    const answer = await this.#git([
      'log',
      '--all',
      // A detached commit is on no branch.
      this.#commit,
      '--diff-filter=A',
      '--no-renames',
      `--max-count=${MAX_COMMITS}`,
      '--format=%h of %cs',
      '--',
      ...files.map(file => literally(this.#inRepository(file))),
    ]);
    return {
      commits: answer.split('\n').filter(Boolean),
      complete: shallow.trim() === 'false',
    };
  }

  /** Rules above the directory and below it. */
  async #writeRules(directory: string): Promise<void> {
    const inner = this.#inRepository(directory);
    const parts = inner === '.' ? [] : inner.split('/');
    const above = parts.map((_part, depth) =>
      literally([...parts.slice(0, depth), '.gitignore'].join('/')),
    );
    const below = `:(glob)${parts
      .map(part => `${escapeGlob(part)}/`)
      .join('')}**/.gitignore`;
    const listed = await this.#git(['ls-files', '-z', '--', ...above, below]);
    const rules = listed.split('\0').filter(Boolean);
    if (rules.length === 0) return;
    await this.#git(['checkout-index', '--force', '--', ...rules]);
  }

  async #list(flags: string[], paths: string[]): Promise<string[]> {
    const { prefix } = this.#repository;
    const answer = await this.#git([
      'ls-files',
      '-z',
      ...flags,
      '--',
      ...paths.map(file => literally(this.#inRepository(file))),
    ]);
    return answer
      .split('\0')
      .filter(Boolean)
      .map(file => file.slice(prefix.length));
  }

  #inRepository(file: string): string {
    return path.posix
      .normalize(`${this.#repository.prefix}${file}`)
      .replace(/\/$/, '');
  }

  async #git(args: string[]): Promise<string> {
    const { git, gitDir } = this.#repository;
    return git.run(
      [`--git-dir=${gitDir}`, `--work-tree=${this.#tree}`, ...args],
      {
        cwd: this.#tree,
        env: { GIT_INDEX_FILE: path.join(this.#folder, 'index') },
      },
    );
  }
}

function literally(file: string): string {
  return file === '.' ? ':(top)' : `:(literal)${file}`;
}

function escapeGlob(part: string): string {
  return part.replace(/[*?[\]\\]/g, '\\$&');
}

function exitCodeOf(error: unknown): unknown {
  return isObject(error) && isObject(error.cause)
    ? error.cause.code
    : errorCode(error);
}
