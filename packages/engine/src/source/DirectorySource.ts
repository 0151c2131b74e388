import { createHash } from 'node:crypto';
import { lstat, readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedCommit } from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { checkOut, describeCommit } from './checkOut';
import { checkRef } from './checkRef';
import { Git } from './git';
import type { FetchOptions, Source, SourceRepository } from './Source';
import { copyTree, listTree, refuseLeavingLinks } from './tree';

/** Files in which people keep secrets while they work by hand. */
const OWN_SECRETS = new Set([
  'secrets.auto.tfvars',
  'secrets.auto.tfvars.json',
]);
const OWN_SECRETS_PATTERNS = [...OWN_SECRETS].map(name => `:(glob)**/${name}`);

interface Listing {
  /** What a run gets. */
  files: string[];
  leftOut: string[];
}

/** A folder of this machine, with git or without. */
export class DirectorySource implements Source {
  readonly #path: string;
  readonly #exclude: readonly string[];
  readonly #git: Git;

  private constructor(folder: string, exclude: readonly string[], git: Git) {
    this.#path = folder;
    this.#exclude = exclude;
    this.#git = git;
  }

  static async create(options: {
    path: string;
    exclude?: readonly string[];
    cache: string;
    programs: string[];
    signal?: AbortSignal;
  }): Promise<DirectorySource> {
    const folder = options.path;
    const found = await stat(folder).catch(() => undefined);
    if (!path.isAbsolute(folder) || !found?.isDirectory()) {
      throw new RunFailure(`The source directory '${folder}' does not exist`, {
        nextStep: "Check the source's path; it must be absolute.",
      });
    }
    const trusted = [folder];
    for (
      let parent = path.dirname(folder);
      parent !== trusted[trusted.length - 1];
      parent = path.dirname(parent)
    ) {
      trusted.push(parent);
    }
    const git = await Git.create({
      cache: options.cache,
      path: options.programs,
      trusted,
      signal: options.signal,
    });
    return new DirectorySource(folder, options.exclude ?? [], git);
  }

  async resolve(ref?: string): Promise<ResolvedCommit> {
    checkRef(ref);
    if (ref) return this.#resolveRef(ref);
    const head = await this.#head();
    if (!head) return { commit: await this.#digest(), dirty: false };
    const status = await this.#git.run(
      ['status', '--porcelain', '--untracked-files=normal', '--', '.'],
      { cwd: this.#path },
    );
    const described = await describeCommit(this.#git, head, {
      cwd: this.#path,
    });
    return { commit: head, dirty: status.trim() !== '', ...described };
  }

  async fetch(options: FetchOptions): Promise<ResolvedCommit> {
    const commit = await this.resolve(options.ref);
    if (options.ref) {
      await this.#checkOut(commit.commit, options.folder);
    } else {
      const { files, leftOut } = commit.commit.startsWith('dir-')
        ? await this.#found()
        : await this.#listed();
      await copyTree({ from: this.#path, to: options.folder, files });
      leftOut.forEach(file => options.onLeftOut?.(file));
    }
    await refuseLeavingLinks(options.folder);
    return commit;
  }

  async #resolveRef(ref: string): Promise<ResolvedCommit> {
    if (!(await this.#head())) {
      throw new RunFailure(
        `'${
          this.#path
        }' is not a git repository with a commit, so it has no '${ref}'`,
        { nextStep: 'Leave the ref out, or point the source at a repository.' },
      );
    }
    const commit = await this.#ask([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${ref}^{commit}`,
    ]);
    if (!commit) {
      throw new RunFailure(
        `'${ref}' is no branch, tag or commit of '${this.#path}'`,
        {
          nextStep:
            'Check its spelling, and that it was fetched into that folder.',
        },
      );
    }
    const described = await describeCommit(this.#git, commit, {
      cwd: this.#path,
    });
    return { commit, ref, dirty: false, ...described };
  }

  async repository(): Promise<SourceRepository | undefined> {
    return (await this.#head()) ? this.#place() : undefined;
  }

  async #checkOut(commit: string, folder: string): Promise<void> {
    const { gitDir, prefix } = await this.#place();
    await checkOut(this.#git, {
      gitDir,
      tree: prefix ? `${commit}:${prefix}` : commit,
      folder,
    });
  }

  async #place(): Promise<SourceRepository> {
    const ask = async (what: string) =>
      (await this.#git.run(['rev-parse', what], { cwd: this.#path })).trim();
    return {
      git: this.#git,
      gitDir: await ask('--absolute-git-dir'),
      prefix: await ask('--show-prefix'),
    };
  }

  /**
   * Tracked files, and those that are new and not ignored. A file of secrets
   * that is not tracked is somebody's own, and Terraform would load it unasked.
   */
  async #listed(): Promise<Listing> {
    const list = async (flags: string[]) => {
      const names = await this.#git.run(['ls-files', '-z', ...flags], {
        cwd: this.#path,
      });
      return names.split('\0').filter(Boolean);
    };
    const own = await list(['--others', '--', ...OWN_SECRETS_PATTERNS]);
    const leftOut = new Set(own);
    const files = await list(['--cached', '--others', '--exclude-standard']);
    return {
      files: [...new Set(files)].filter(file => !leftOut.has(file)),
      leftOut: [...leftOut].sort(),
    };
  }

  /** Without git nobody can say that such a file was meant to be there. */
  async #found(): Promise<Listing> {
    const all = await listTree(this.#path, this.#exclude);
    const isOwn = (file: string) => OWN_SECRETS.has(path.basename(file));
    return {
      files: all.filter(file => !isOwn(file)),
      leftOut: all.filter(isOwn),
    };
  }

  async #head(): Promise<string | undefined> {
    return this.#ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  }

  async #ask(args: string[]): Promise<string | undefined> {
    try {
      return (await this.#git.run(args, { cwd: this.#path })).trim();
    } catch {
      return undefined;
    }
  }

  async #digest(): Promise<string> {
    const hash = createHash('sha256');
    const { files } = await this.#found();
    for (const file of files) {
      const full = path.join(this.#path, file);
      const content = (await lstat(full)).isSymbolicLink()
        ? await readlink(full)
        : await readFile(full);
      const digest = createHash('sha256').update(content).digest('hex');
      hash.update(`${file}\0${digest}\n`);
    }
    return `dir-${hash.digest('hex')}`;
  }
}
