import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  safeText,
  type PlanSummary,
  type RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import { joinRedacted, toRedactedText, type Redacted } from '../redaction';
import { quarantineLeaks, type Tripwire } from '../tripwire';
import { checkName } from '../workingCopy/names';

/** Where a run's evidence is filed. */
export interface ArchivePlace {
  /** Folder of all archives. Absolute. */
  root: string;
  environment: string;
  /** Its day in UTC names a folder: for an apply, that of the plan. */
  date: Date;
  runId: string;
  /** Searches the files once more when they are written. */
  tripwire: Tripwire;
}

/** Evidence of a plan. */
export interface ArchivePlanOptions extends ArchivePlace {
  planText: Redacted;
  planJson: Redacted;
  summary: RedactedJson<PlanSummary>;
  eventLog: Redacted;
}

/** Evidence of an apply. */
export interface ArchiveApplyOptions extends ArchivePlace {
  applyLog: Redacted;
}

/**
 * Files a plan under `<root>/<environment>/<date>/<runId>/` as `plan.txt`, `plan.json`,
 * `summary.json` and `run.jsonl`, and makes it the day's newest, `<date>/plan.txt`.
 *
 * @returns the run's folder, absolute when the root is
 * @throws RunFailure for names that are no plain names
 * @throws LeakError when the tripwire found a secret in a file, which is in
 *   `<root>/quarantine/<runId>/` by then
 * @public
 */
export async function archivePlan(
  options: ArchivePlanOptions,
): Promise<{ directory: string }> {
  const folder = folderOf(options);
  await mkdir(folder, { recursive: true });
  await writeAll(options, {
    'plan.txt': options.planText,
    'plan.json': options.planJson,
    'summary.json': joinRedacted([
      toRedactedText(options.summary, 2),
      safeText`\n`,
    ]),
    'run.jsonl': options.eventLog,
  });
  // Only what was searched becomes the day's newest.
  await write(path.join(path.dirname(folder), 'plan.txt'), options.planText);
  return { directory: folder };
}

/**
 * Files an apply's log beside its plan, as `apply.log`.
 *
 * @returns the run's folder, absolute when the root is
 * @throws RunFailure for names that are no plain names
 * @throws LeakError when the tripwire found a secret in a file, which is in
 *   `<root>/quarantine/<runId>/` by then
 * @public
 */
export async function archiveApply(
  options: ArchiveApplyOptions,
): Promise<{ directory: string }> {
  const folder = folderOf(options);
  await mkdir(folder, { recursive: true });
  await writeAll(options, { 'apply.log': options.applyLog });
  return { directory: folder };
}

function folderOf(place: ArchivePlace): string {
  return path.join(
    place.root,
    checkName('environment name', place.environment),
    place.date.toISOString().slice(0, 10),
    checkName('run id', place.runId),
  );
}

async function writeAll(
  place: ArchivePlace,
  texts: Record<string, Redacted>,
): Promise<void> {
  const folder = folderOf(place);
  const files = Object.entries(texts).map(([name, text]) => ({
    file: path.join(folder, name),
    text,
  }));
  await Promise.all(files.map(({ file, text }) => write(file, text)));
  const { tripwire, root, runId } = place;
  await quarantineLeaks({
    tripwire,
    files: files.map(({ file }) => file),
    root,
    runId,
  });
}

/** A reader sees the old file or the new one, never half of it. */
async function write(file: string, text: Redacted): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text);
  await rename(draft, file);
}
