import { quarantineLeaks, type Tripwire } from '@backstage-iac/engine';
import type { RedactedText } from '@backstage-iac/plugin-iac-common';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ARTIFACTS, type DbArtifactRow } from '../database/tables';
import { dbNow } from '../database/time';

/** `plan` is a RunPlan as JSON, `plan-text` what Terraform prints. Both redacted. */
export type ArtifactKind = 'plan' | 'plan-text';

const FILE_NAMES: Readonly<Record<ArtifactKind, string>> = {
  plan: 'plan.json',
  'plan-text': 'plan.txt',
};

/** Files that the API serves. The rows know their digests, the disk the bytes. */
export class ArtifactStore {
  readonly #knex: Knex;
  readonly #directory: string;

  /** @param options - `directory`: absolute; made when missing */
  constructor(options: { knex: Knex; directory: string }) {
    this.#knex = options.knex;
    this.#directory = options.directory;
  }

  /**
   * A run that is planned again replaces its files.
   *
   * @throws LeakError when the tripwire finds a secret in the file; it is in
   *   quarantine by then, and the API has none
   */
  async write(
    runId: string,
    kind: ArtifactKind,
    text: RedactedText,
    tripwire: Tripwire,
  ): Promise<void> {
    const path = `${runId}/${FILE_NAMES[kind]}`;
    const file = resolveSafeChildPath(this.#directory, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const partial = `${file}.${randomUUID()}`;
    await writeFile(partial, text, { mode: 0o600 });
    await rename(partial, file);
    await this.#inspect(runId, kind, { file, tripwire });
    await this.#knex<DbArtifactRow>(ARTIFACTS)
      .insert({
        run_id: runId,
        kind,
        path,
        sha256: sha256(text),
        bytes: Buffer.byteLength(text),
        created_at: dbNow(this.#knex) as unknown as string,
      })
      .onConflict(['run_id', 'kind'])
      .merge();
  }

  /**
   * @returns `undefined` while there is none
   * @throws Error when the file is not what was written
   */
  async read(
    runId: string,
    kind: ArtifactKind,
  ): Promise<RedactedText | undefined> {
    const row = await this.#knex<DbArtifactRow>(ARTIFACTS)
      .where({ run_id: runId, kind })
      .first();
    if (!row) return undefined;
    const text = await readFile(
      resolveSafeChildPath(this.#directory, row.path),
      'utf8',
    );
    if (sha256(text) !== row.sha256) {
      throw new Error(
        `The stored ${kind} of run '${runId}' was changed on disk, plan again`,
      );
    }
    // The digest says that it is what `write` was given.
    return text as RedactedText;
  }

  async #inspect(
    runId: string,
    kind: ArtifactKind,
    written: { file: string; tripwire: Tripwire },
  ): Promise<void> {
    try {
      await quarantineLeaks({
        tripwire: written.tripwire,
        files: [written.file],
        root: this.#directory,
        runId,
      });
    } catch (error) {
      // Of an earlier attempt: its file was replaced.
      await this.#knex<DbArtifactRow>(ARTIFACTS)
        .where({ run_id: runId, kind })
        .delete();
      throw error;
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
