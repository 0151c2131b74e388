import { open } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type {
  HygieneCheck,
  HygieneEvidence,
} from '@backstage-iac/plugin-iac-common';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import ignore from 'ignore';
import { listTree } from '../source/tree';
import { conclude } from './conclude';
import { isInside } from './modules';
import { isGenerated } from './sourceFiles';

/** Bounds of one scan. */
export interface ScanLimits {
  files: number;
  /** Larger files are left out, bytes. */
  fileBytes: number;
  /** Of all files, bytes. */
  totalBytes: number;
}

const LIMITS: ScanLimits = {
  files: 2000,
  fileBytes: 256 * 1024,
  totalBytes: 16 * 1024 * 1024,
};

const CONFIG = {
  rules: [
    { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator },
  ],
};

/** Secretlint's own list of files to leave out, in the notation of `.gitignore`. */
const IGNORE_FILE = '.secretlintignore';

interface Tally {
  scanned: number;
  tooLarge: number;
  /** Not looked at any more. */
  skipped: number;
  /** Of those, files of the environment. */
  skippedOwn: number;
  /** Left out by {@link IGNORE_FILE}. */
  ignored: number;
  found: HygieneEvidence[];
}

/**
 * Looks for known kinds of secrets (AWS keys, tokens of GitHub, private keys, …)
 * in the text files of the source, those of the environment first. What is
 * elsewhere in the source is a warning only: it may be a test's, or another
 * environment's. `.secretlintignore` leaves out what is elsewhere, and never a
 * file of the environment: who may commit could hide a secret with it.
 *
 * @param options.signal - ends the scan, which then says that it is not whole
 */
export async function checkScan(options: {
  workingCopy: string;
  /** Folders and files that the environment is made of. Absolute. */
  own: readonly string[];
  signal: AbortSignal;
  limits?: Partial<ScanLimits>;
}): Promise<HygieneCheck> {
  const { workingCopy, signal } = options;
  const limits = { ...LIMITS, ...options.limits };
  const tally: Tally = {
    scanned: 0,
    tooLarge: 0,
    skipped: 0,
    skippedOwn: 0,
    ignored: 0,
    found: [],
  };
  let bytes = 0;
  const files = (await listTree(workingCopy)).filter(
    file => !isGenerated(file),
  );
  const isOwn = (file: string) =>
    options.own.some(own => isInside(path.join(workingCopy, file), own));
  const isIgnored = await readIgnored(workingCopy);
  const others = files.filter(file => !isOwn(file));
  const left = others.filter(file => !isIgnored(file));
  tally.ignored = others.length - left.length;
  for (const file of [...files.filter(isOwn), ...left]) {
    if (
      signal.aborted ||
      tally.scanned >= limits.files ||
      bytes >= limits.totalBytes
    ) {
      tally.skipped += 1;
      if (isOwn(file)) tally.skippedOwn += 1;
      continue;
    }
    const text = await readText(path.join(workingCopy, file), limits.fileBytes);
    if (text === 'too large') tally.tooLarge += 1;
    else if (text !== undefined) {
      tally.scanned += 1;
      bytes += text.length;
      tally.found.push(...(await lint(text, file)));
      // A scan is nothing but computing: let the rest of the process go on.
      await setImmediate();
    }
  }
  const isExposed = tally.found.some(({ file }) => isOwn(file));
  return describe(tally, { limits, isExposed });
}

function describe(
  tally: Tally,
  options: { limits: ScanLimits; isExposed: boolean },
): HygieneCheck {
  const { limits, isExposed } = options;
  const { scanned, tooLarge, skipped, skippedOwn, ignored } = tally;
  const left = [
    ...(tooLarge > 0
      ? [`${countOf(tooLarge)} above ${limits.fileBytes / 1024} KiB left out`]
      : []),
    ...(skipped > 0
      ? [`${countOf(skipped)} not reached within the bounds`]
      : []),
    ...(ignored > 0 ? [`${countOf(ignored)} left out by ${IGNORE_FILE}`] : []),
  ];
  const extent = `${countOf(scanned)} scanned${left
    .map(part => `, ${part}`)
    .join('')}`;
  const check = conclude('scan', {
    found: tally.found,
    none: `No known kind of secret found: ${extent}`,
    some: `Known kinds of secrets found${
      isExposed ? '' : " outside of the environment's code"
    }: ${extent}`,
    status: isExposed ? 'fail' : 'warn',
    nextStep: 'Rotate what was found, and give it to Terraform as a secret.',
  });
  return check.status === 'pass' && skippedOwn > 0
    ? { ...check, status: 'warn' }
    : check;
}

async function readIgnored(
  workingCopy: string,
): Promise<(file: string) => boolean> {
  const text = await readText(path.join(workingCopy, IGNORE_FILE), 64 * 1024);
  if (text === undefined || text === 'too large') return () => false;
  const rules = ignore().add(text);
  return file => rules.ignores(file);
}

/** `undefined` for what is no text, no file, or gone. */
async function readText(
  file: string,
  limit: number,
): Promise<string | 'too large' | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const found = await handle.stat();
    if (!found.isFile()) return undefined;
    if (found.size > limit) return 'too large';
    const content = await handle.readFile();
    return content.includes(0) ? undefined : content.toString('utf8');
  } finally {
    await handle.close();
  }
}

async function lint(content: string, file: string): Promise<HygieneEvidence[]> {
  const { messages } = await lintSource({
    source: { content, filePath: file, contentType: 'text' },
    options: { maskSecrets: true, noPhysicFilePath: true, config: CONFIG },
  });
  return messages.map(({ loc, message }) => ({
    file,
    line: loc.start.line,
    message,
  }));
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
