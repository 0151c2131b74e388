import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResolvedCommit } from '@backstage-iac/plugin-iac-common';
import { messageOf } from '../files/nodeErrors';
import { RunFailure } from '../errors';
import { exists } from '../files/exists';
import { FileLock } from '../files/FileLock';
import { checkOut, describeCommit } from './checkOut';
import { checkRef } from './checkRef';
import { Git } from './git';
import type { FetchOptions, Source, SourceRepository } from './Source';
import { refuseLeavingLinks } from './tree';

const FULL_HASH = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** A remote repository, cached as a bare mirror that holds only the commits that were asked for. */
export class GitSource implements Source {
  readonly #url: string;
  readonly #mirror: string;
  readonly #submodules: boolean;
  readonly #git: Git;

  private constructor(options: {
    url: string;
    mirror: string;
    submodules: boolean;
    git: Git;
  }) {
    this.#url = options.url;
    this.#mirror = options.mirror;
    this.#submodules = options.submodules;
    this.#git = options.git;
  }

  static async create(options: {
    url: string;
    /** Asked for anew with each source. */
    headers: Record<string, string>;
    submodules: boolean;
    cache: string;
    programs: string[];
    signal?: AbortSignal;
  }): Promise<GitSource> {
    const url = checkUrl(options.url);
    const local = url.protocol === 'file:';
    const git = await Git.create({
      cache: options.cache,
      path: options.programs,
      trusted: local ? [fileURLToPath(url)] : [],
      signal: options.signal,
      http: local ? undefined : { url: options.url, headers: options.headers },
    });
    const key = createHash('sha256').update(options.url).digest('hex');
    const folder = path.join(options.cache, 'git');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const mirror = path.join(folder, `${key.slice(0, 32)}.git`);
    if (!(await exists(mirror))) {
      const fresh = `${mirror}.${process.pid}.${Date.now()}`;
      await git.run(['init', '--quiet', '--bare', fresh]);
      // Another process may have been faster; its mirror is as good.
      await rename(fresh, mirror).catch(() =>
        rm(fresh, { recursive: true, force: true }),
      );
    }
    return new GitSource({
      url: options.url,
      mirror,
      submodules: options.submodules,
      git,
    });
  }

  async resolve(ref?: string): Promise<ResolvedCommit> {
    checkRef(ref);
    if (ref && FULL_HASH.test(ref)) return { commit: ref, ref, dirty: false };
    const commit = await this.#ask(ref);
    return { commit, ...(ref ? { ref } : {}), dirty: false };
  }

  async fetch(options: FetchOptions): Promise<ResolvedCommit> {
    const resolved = await this.resolve(options.ref);
    const { commit } = resolved;
    await FileLock.hold(`${this.#mirror}.lock`, () => this.#fetch(commit));
    await checkOut(this.#git, {
      gitDir: this.#mirror,
      tree: commit,
      folder: options.folder,
    });
    if (this.#submodules) await this.#fetchSubmodules(commit, options.folder);
    await refuseLeavingLinks(options.folder);
    const described = await describeCommit(this.#git, commit, {
      cwd: this.#mirror,
    });
    return { ...resolved, ...described };
  }

  async repository(): Promise<SourceRepository> {
    return { git: this.#git, gitDir: this.#mirror, prefix: '' };
  }

  async #fetch(commit: string): Promise<void> {
    if (await this.#has(commit)) return;
    const fetch = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules'];
    const shallow = [...fetch, '--depth=1', '--end-of-options', this.#url];
    const keep = `${commit}:refs/commits/${commit}`;
    try {
      await this.#inMirror([...shallow, keep]);
    } catch {
      // Some servers give single commits only by a branch or tag.
      const all = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
      await this.#inMirror([...fetch, '--end-of-options', this.#url, ...all]);
    }
    if (await this.#has(commit)) return;
    throw new RunFailure(`${this.#url} has no commit '${commit}'`, {
      nextStep: 'Check that the commit was pushed.',
    });
  }

  async #has(commit: string): Promise<boolean> {
    try {
      await this.#git.run(['cat-file', '-e', `${commit}^{commit}`], {
        cwd: this.#mirror,
      });
      return true;
    } catch {
      return false;
    }
  }

  async #ask(ref?: string): Promise<string> {
    const wanted = ref ?? 'HEAD';
    const names =
      wanted === 'HEAD' || wanted.startsWith('refs/')
        ? [wanted]
        : [`refs/heads/${wanted}`, `refs/tags/${wanted}`];
    const answer = await this.#inMirror([
      'ls-remote',
      '--end-of-options',
      this.#url,
      ...names.flatMap(name => [name, `${name}^{}`]),
    ]);
    const found = new Map(
      answer
        .split('\n')
        .filter(Boolean)
        .map(line => line.split('\t'))
        .map(([hash, name]): [string, string] => [name, hash]),
    );
    // An annotated tag is an object of its own; `^{}` is the commit it names.
    const hashes = names
      .map(name => found.get(`${name}^{}`) ?? found.get(name))
      .filter(hash => hash !== undefined);
    if (new Set(hashes).size > 1) {
      throw new RunFailure(
        `'${wanted}' is both a branch and a tag of ${this.#url}`,
        {
          nextStep: `Write refs/heads/${wanted} or refs/tags/${wanted}.`,
        },
      );
    }
    if (hashes[0]) return hashes[0];
    if (!ref) {
      throw new RunFailure(`${this.#url} has no commit on a default branch`, {
        nextStep: 'Push a first commit, or name a branch or tag.',
      });
    }
    throw new RunFailure(`${this.#url} has no branch or tag '${wanted}'`, {
      nextStep: 'Check its spelling; a commit must be given by its full hash.',
    });
  }

  async #inMirror(args: string[]): Promise<string> {
    try {
      return await this.#git.run(args, { cwd: this.#mirror });
    } catch (error) {
      throw new RunFailure(
        `Git could not read ${this.#url}: ${messageOf(error)}`,
        {
          nextStep:
            "Check the address, the network and the credentials of the source's integration.",
          cause: error,
        },
      );
    }
  }

  /** Submodules need a repository around them, which is removed afterwards. */
  async #fetchSubmodules(commit: string, folder: string): Promise<void> {
    if (!(await exists(path.join(folder, '.gitmodules')))) return;
    const git = (args: string[]) => this.#git.run(args, { cwd: folder });
    await git(['init', '--quiet']);
    await git(['remote', 'add', 'origin', this.#url]);
    await git(['fetch', '--quiet', '--depth=1', this.#mirror, commit]);
    await git(['reset', '--quiet', '--hard', commit]);
    await git([
      'submodule',
      'update',
      '--init',
      '--recursive',
      '--depth=1',
      '--quiet',
    ]);
    await rm(path.join(folder, '.git'), { recursive: true, force: true });
  }
}

function checkUrl(text: string): URL {
  const nextStep =
    'Use https://… or file://…, and give credentials through an integration.';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new RunFailure('The address of the source is not a URL', {
      nextStep,
    });
  }
  if (url.username || url.password) {
    throw new RunFailure('The address of the source holds credentials', {
      nextStep,
    });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'file:') {
    throw new RunFailure(`The source '${text}' uses '${url.protocol}'`, {
      nextStep,
    });
  }
  return url;
}
