import type { LogChunk } from '@backstage-iac/plugin-iac-common';

export interface LogLine {
  stage: string;
  /** ISO 8601, UTC. */
  at: string;
  text: string;
}

/**
 * The lines of a log, each once. They are added to one array that only grows:
 * to copy 200,000 lines for each piece that comes would stop the page.
 */
export class LogBuffer {
  readonly #lines: LogLine[] = [];
  #cursor = Number.NEGATIVE_INFINITY;

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** What was added before is left out: a reader that begins anew may be given it again. */
  add(chunks: LogChunk[]): void {
    for (const { cursor, stage, at, text } of chunks) {
      if (cursor <= this.#cursor) continue;
      this.#cursor = cursor;
      for (const line of text.replace(/\n$/, '').split('\n')) {
        this.#lines.push({ stage, at, text: line });
      }
    }
  }
}
