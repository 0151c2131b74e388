import { quarantineLeaks, type Tripwire } from '@backstage-iac/engine';
import type { RedactedText } from '@backstage-iac/plugin-iac-common';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LeaseLostError } from '../database/LeaseLostError';
import { requireTicket } from '../database/requireTicket';
import { ARTIFACTS, type DbArtifactRow } from '../database/tables';
import { dbNow } from '../database/time';

/**
 * `plan` is a RunPlan as JSON, `plan-text` what Terraform prints, `hygiene` the
 * HygieneReport of the plan for whoever needs no more. All redacted.
 */
export type ArtifactKind = 'plan' | 'plan-text' | 'hygiene';

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
  hygiene: 'hygiene.json',
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
   * A run that is planned again replaces its files. Each file has a name of its
   * own: a worker that no longer owns the run cannot overwrite those of the one
   * that does.
   *
   * @param owner - `ticket`: of the worker that owns the run
   * @throws LeaseLostError
   * @throws LeakError when the tripwire finds a secret in the file; it is in
   *   quarantine by then, and the API has none
   */
  async write(
    owner: { runId: string; ticket: string },
    kind: ArtifactKind,
    text: RedactedText,
    tripwire: Tripwire,
  ): Promise<void> {
    const path = `${owner.runId}/${randomUUID()}.${FILE_NAMES[kind]}`;
    const file = resolveSafeChildPath(this.#directory, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    await this.#inspect(owner, kind, { file, tripwire });
    try {
      const earlier = await this.#record(owner, { kind, path, text });
      if (earlier !== undefined) await this.#remove(earlier);
    } catch (error) {
      // After any other error the row may stand, and point to the file.
      if (error instanceof LeaseLostError) await this.#remove(path);
      throw error;
    }
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
    owner: { runId: string; ticket: string },
    kind: ArtifactKind,
    written: { file: string; tripwire: Tripwire },
  ): Promise<void> {
    try {
      await quarantineLeaks({
        tripwire: written.tripwire,
        files: [written.file],
        root: this.#directory,
        runId: owner.runId,
        nameOf: () => FILE_NAMES[kind],
      });
    } catch (error) {
      // That of an earlier attempt must not pass for one of this attempt.
      const earlier = await this.#forget(owner, kind);
      if (earlier !== undefined) await this.#remove(earlier);
      throw error;
    }
  }

  /** @returns path of the file that is left */
  async #forget(
    owner: { runId: string; ticket: string },
    kind: ArtifactKind,
  ): Promise<string | undefined> {
    return this.#knex.transaction(async tx => {
      await requireTicket(tx, owner.runId, owner.ticket);
      const rows = tx<DbArtifactRow>(ARTIFACTS).where({
        run_id: owner.runId,
        kind,
      });
      const earlier = await rows.clone().first('path');
      await rows.delete();
      return earlier?.path;
    });
  }

  /** @returns path of the file that was replaced */
  async #record(
    owner: { runId: string; ticket: string },
    written: { kind: ArtifactKind; path: string; text: string },
  ): Promise<string | undefined> {
    const { kind, path, text } = written;
    return this.#knex.transaction(async tx => {
      await requireTicket(tx, owner.runId, owner.ticket);
      const earlier = await tx<DbArtifactRow>(ARTIFACTS)
        .where({ run_id: owner.runId, kind })
        .first('path');
      await tx<DbArtifactRow>(ARTIFACTS)
        .insert({
          run_id: owner.runId,
          kind,
          path,
          sha256: sha256(text),
          bytes: Buffer.byteLength(text),
          created_at: dbNow(tx) as unknown as string,
        })
        .onConflict(['run_id', 'kind'])
        .merge();
      return earlier?.path;
    });
  }

  async #remove(path: string): Promise<void> {
    await rm(resolveSafeChildPath(this.#directory, path), { force: true });
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
