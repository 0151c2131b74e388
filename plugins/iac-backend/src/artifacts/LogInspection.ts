import { LeakError, type Tripwire } from '@backstage-iac/engine';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogStore } from '../database/LogStore';

/** Pieces that are read at a time. */
const PAGE = 200;

/** Searches the stored log of a run once more when the run has ended. */
export class LogInspection {
  readonly #logs: LogStore;
  readonly #directory: string;

  /** @param options - `directory`: of the artifacts; the quarantine is in it. Absolute */
  constructor(options: { logs: LogStore; directory: string }) {
    this.#logs = options.logs;
    this.#directory = options.directory;
  }

  /**
   * @throws LeakError when a secret was in it; the log is in quarantine by then,
   *   and no longer in the database
   */
  async inspect(runId: string, tripwire: Tripwire): Promise<void> {
    const { reach } = tripwire;
    if (reach === 0) return;
    const secrets = new Set<string>();
    let before = '';
    for await (const text of this.#pages(runId)) {
      const found = await tripwire.search(before + text);
      found.forEach(name => secrets.add(name));
      before = (before + text).slice(-reach);
    }
    if (secrets.size === 0) return;
    const quarantine = resolveSafeChildPath(
      this.#directory,
      join('quarantine', runId),
    );
    await mkdir(quarantine, { recursive: true, mode: 0o700 });
    for await (const text of this.#pages(runId)) {
      await appendFile(join(quarantine, 'log.txt'), text, { mode: 0o600 });
    }
    await this.#logs.remove(runId);
    throw new LeakError({
      secrets: [...secrets],
      artifacts: ['log.txt'],
      quarantine,
    });
  }

  async *#pages(runId: string): AsyncIterable<string> {
    for (let after = 0; ; ) {
      const chunks = await this.#logs.read(runId, { after, limit: PAGE });
      const last = chunks.at(-1);
      if (!last) return;
      yield chunks.map(({ text }) => text).join('');
      after = last.cursor;
    }
  }
}
