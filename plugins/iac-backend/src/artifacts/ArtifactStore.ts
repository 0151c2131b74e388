import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ARTIFACTS, type DbArtifactRow } from '../database/tables';
import { dbNow } from '../database/time';

/** `plan` is a RunPlan as JSON, `plan-text` what Terraform prints. Both redacted. */
export type ArtifactKind = 'plan' | 'plan-text';

/** A file that was written, and whether it still is what was written. */
export interface StoredArtifact {
  kind: string;
  /** Of what was written, hex. */
  sha256: string;
  intact: boolean;
}

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

  /** A run that is planned again replaces its files. */
  async write(runId: string, kind: ArtifactKind, text: string): Promise<void> {
    const path = `${runId}/${FILE_NAMES[kind]}`;
    const file = resolveSafeChildPath(this.#directory, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const partial = `${file}.${randomUUID()}`;
    await writeFile(partial, text, { mode: 0o600 });
    await rename(partial, file);
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
  async read(runId: string, kind: ArtifactKind): Promise<string | undefined> {
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
    return text;
  }

  /** Reads all files of a run again. A file that is gone is not intact; one that cannot be read is an error. */
  async verify(runId: string): Promise<StoredArtifact[]> {
    const rows = await this.#knex<DbArtifactRow>(ARTIFACTS)
      .where({ run_id: runId })
      .orderBy('kind');
    return Promise.all(
      rows.map(async ({ kind, path, sha256: written }) => {
        const text = await readFile(
          resolveSafeChildPath(this.#directory, path),
          'utf8',
        ).catch(error => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        });
        return {
          kind,
          sha256: written,
          intact: text !== undefined && sha256(text) === written,
        };
      }),
    );
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
