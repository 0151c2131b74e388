import type { HygieneCheck } from '@backstage-iac/plugin-iac-common';
import type { CommittedFiles } from './CommittedFiles';
import { conclude } from './conclude';

/** Terraform loads these unasked, so people keep secrets in them. */
const NAMES = ['secrets.auto.tfvars', 'secrets.auto.tfvars.json'];

function pathsIn(directory: string): string[] {
  return NAMES.map(name => (directory === '.' ? name : `${directory}/${name}`));
}

/** Whether a rule of the repository itself ignores the file of secrets. */
export async function checkIgnored(
  files: CommittedFiles,
  directory: string,
): Promise<HygieneCheck> {
  const [file] = pathsIn(directory);
  const rule = await files.ruleFor(file);
  if (!rule) {
    return {
      id: 'ignored',
      status: 'warn',
      summary: `No rule ignores ${file}, so it could be committed by mistake`,
      evidence: [{ file, message: 'is not ignored' }],
      nextStep: `Add '${NAMES[0]}' to a .gitignore of the repository.`,
    };
  }
  const evidence = [
    {
      file: rule.file,
      line: rule.line,
      message: `has the rule '${rule.pattern}'`,
    },
  ];
  // Rules of one clone, `.git/info/exclude`, protect nobody else.
  return /(^|\/)\.gitignore$/.test(rule.file)
    ? {
        id: 'ignored',
        status: 'pass',
        summary: `A rule of the repository ignores ${file}`,
        evidence,
      }
    : {
        id: 'ignored',
        status: 'warn',
        summary: `Only a rule of one clone ignores ${file}`,
        evidence,
        nextStep: `Add '${NAMES[0]}' to a .gitignore of the repository.`,
      };
}

/** Whether a file of secrets, or another file that should be ignored, is in the commit. */
export async function checkTracked(
  files: CommittedFiles,
  directory: string,
): Promise<HygieneCheck> {
  const [secrets, ignored] = await Promise.all([
    files.tracked(pathsIn(directory)),
    files.trackedAndIgnored(directory),
  ]);
  return conclude('tracked', {
    found: [
      ...secrets.map(file => ({ file, message: 'is in the commit' })),
      ...ignored
        .filter(file => !secrets.includes(file))
        .map(file => ({
          file,
          message: 'is in the commit although a rule ignores it',
        })),
    ],
    none: 'No file of secrets is in the commit',
    some: 'Files that do not belong there are in the commit',
    nextStep:
      'Remove them with `git rm --cached`, and rotate every secret that they held.',
  });
}

/** Whether a file of secrets was ever committed: what was once pushed is known. */
export async function checkHistory(
  files: CommittedFiles,
  directory: string,
): Promise<HygieneCheck> {
  const paths = pathsIn(directory);
  const { commits, complete } = await files.added(paths);
  if (commits.length === 0 && !complete) {
    return {
      id: 'history',
      status: 'not-applicable',
      summary: 'Only a part of the history is fetched, so it was not searched',
      evidence: [],
    };
  }
  return conclude('history', {
    found: commits.map(commit => ({
      file: paths[0],
      message: `was added by commit ${commit}`,
    })),
    // Nobody can undo it, so it is no failure of this commit.
    status: 'warn',
    none: 'No file of secrets was ever committed',
    some: 'A file of secrets was committed once, so whoever has the repository has them',
    nextStep:
      'Rotate every secret that it held; then remove it from the history.',
  });
}
