import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlanSummary } from '@backstage-iac/plugin-iac-common';
import type { Redacted } from '../redaction';
import { checkName } from '../workingCopy/names';

/** Where a run's evidence is filed. */
export interface ArchivePlace {
  /** Folder of all archives. Absolute. */
  root: string;
  environment: string;
  /** Its day in UTC names a folder: for an apply, that of the plan. */
  date: Date;
  runId: string;
}

/** Evidence of a plan. */
export interface ArchivePlanOptions extends ArchivePlace {
  planText: Redacted;
  planJson: Redacted;
  /** As the engine gave it: its texts are redacted. */
  summary: PlanSummary;
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
 * @public
 */
export async function archivePlan(
  options: ArchivePlanOptions,
): Promise<{ directory: string }> {
  const folder = folderOf(options);
  await mkdir(folder, { recursive: true });
  const summary = `${JSON.stringify(options.summary, undefined, 2)}\n`;
  await Promise.all([
    write(path.join(folder, 'plan.txt'), options.planText),
    write(path.join(folder, 'plan.json'), options.planJson),
    write(path.join(folder, 'summary.json'), summary),
    write(path.join(folder, 'run.jsonl'), options.eventLog),
  ]);
  await write(path.join(path.dirname(folder), 'plan.txt'), options.planText);
  return { directory: folder };
}

/**
 * Files an apply's log beside its plan, as `apply.log`.
 *
 * @returns the run's folder, absolute when the root is
 * @throws RunFailure for names that are no plain names
 * @public
 */
export async function archiveApply(
  options: ArchiveApplyOptions,
): Promise<{ directory: string }> {
  const folder = folderOf(options);
  await mkdir(folder, { recursive: true });
  await write(path.join(folder, 'apply.log'), options.applyLog);
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

/** A reader sees the old file or the new one, never half of it. */
async function write(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text);
  await rename(draft, file);
}
