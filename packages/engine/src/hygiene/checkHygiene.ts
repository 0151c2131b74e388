import path from 'node:path';
import type {
  HygieneCheck,
  HygieneCheckId,
  HygieneReport,
} from '@backstage-iac/plugin-iac-common';
import { errorCode, messageOf } from '../files/nodeErrors';
import type { SourceRepository } from '../source/Source';
import { CommittedFiles } from './CommittedFiles';
import { checkHistory, checkIgnored, checkTracked } from './committed';
import { conclude } from './conclude';
import { findLiterals } from './literals';
import { readModules } from './modules';
import { checkScan } from './scan';
import { checkTemplate } from './template';

/** All checks together, milliseconds. */
const TIMEOUT_MS = 5000;

const GIT_CHECKS = ['ignored', 'tracked', 'history'] as const;

export interface HygieneOptions {
  /** Folder of the source's files. Absolute. */
  workingCopy: string;
  /** In the working copy. Absolute. */
  rootModule: string;
  /** Absent for a folder without git. */
  git?: SourceRepository;
  commit: string;
  /** Variable files of the definition, relative to the root module. */
  variableFiles?: readonly string[];
  signal?: AbortSignal;
  /** @defaultValue 5000 */
  timeoutMs?: number;
}

/**
 * Looks for secrets where they do not belong. Never throws: a check that does
 * not work, or not in time, is an `error` in the report.
 */
export async function checkHygiene(
  options: HygieneOptions,
): Promise<HygieneReport> {
  const { workingCopy, rootModule, variableFiles = [] } = options;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal
    ? AbortSignal.any([options.signal, timeout])
    : timeout;
  const attempt = async (
    id: HygieneCheckId,
    work: () => Promise<HygieneCheck>,
  ): Promise<HygieneCheck> => {
    try {
      return await work();
    } catch (error) {
      return failed(
        id,
        timeout.aborted ? `took longer than ${timeoutMs} ms` : wordsOf(error),
      );
    }
  };
  const modules = readModules({ workingCopy, rootModule });
  const checks = await Promise.all([
    checkRepository({ ...options, signal, attempt }),
    attempt('template', () => checkTemplate({ workingCopy, rootModule })),
    attempt('literals', async () =>
      conclude('literals', {
        found: await findLiterals({
          workingCopy,
          rootModule,
          modules: await modules,
          variableFiles,
        }),
        none: 'No secret is written down in variable files, defaults or module arguments',
        some: 'What looks like a secret is written down in the code',
        nextStep:
          "Remove it, rotate it, and give it to Terraform as a secret of the environment's definition.",
      }),
    ),
    attempt('scan', async () => {
      const own = [
        ...(await modules).keys(),
        ...variableFiles.map(file => path.resolve(rootModule, file)),
      ];
      return checkScan({ workingCopy, own, signal });
    }),
  ]);
  return {
    at: new Date().toISOString(),
    commit: options.commit,
    checks: checks.flat(),
  };
}

/** The three that ask git, one after the other: each is a process. */
async function checkRepository(
  options: HygieneOptions & {
    signal: AbortSignal;
    attempt: (
      id: HygieneCheckId,
      work: () => Promise<HygieneCheck>,
    ) => Promise<HygieneCheck>;
  },
): Promise<HygieneCheck[]> {
  const { git, commit, signal, attempt } = options;
  if (!git) {
    return GIT_CHECKS.map(id => ({
      id,
      status: 'not-applicable',
      summary: 'The source is no git repository',
      evidence: [],
    }));
  }
  const directory =
    path.relative(options.workingCopy, options.rootModule) || '.';
  const repository = { ...git, git: git.git.within(signal) };
  let files: CommittedFiles | undefined;
  const opened = async () => {
    files ??= await CommittedFiles.open({ repository, commit, directory });
    return files;
  };
  try {
    return [
      await attempt('ignored', async () =>
        checkIgnored(await opened(), directory),
      ),
      await attempt('tracked', async () =>
        checkTracked(await opened(), directory),
      ),
      await attempt('history', async () =>
        checkHistory(await opened(), directory),
      ),
    ];
  } finally {
    await files?.close();
  }
}

function failed(id: HygieneCheckId, reason: string): HygieneCheck {
  return {
    id,
    status: 'error',
    summary: `The check itself failed: ${reason}`,
    evidence: [],
  };
}

/** In the words of git and of the file system alone: another error may quote what a file holds. */
function wordsOf(error: unknown): string {
  const isTold =
    error instanceof Error &&
    (error.cause !== undefined || errorCode(error) !== undefined);
  return isTold ? messageOf(error) : 'an unexpected error';
}
