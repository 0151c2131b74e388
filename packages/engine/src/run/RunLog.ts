import { stripVTControlCharacters } from 'node:util';
import type { StageName } from '@backstage-iac/plugin-iac-common';
import type { Redacted, RedactionStream, Redactor } from '../redaction';
import type { EngineEvent } from '../types';

/** What people read while a stage works: whole lines, redacted, bounded. */
export class RunLog {
  readonly #stage: StageName;
  readonly #redactor: Redactor;
  readonly #stream: RedactionStream;
  readonly #emit: (event: EngineEvent) => void;
  readonly #limit: number;
  readonly #kept: string[] = [];
  #rest = '';
  #bytes = 0;
  #dropped = 0;

  constructor(options: {
    stage: StageName;
    redactor: Redactor;
    emit: (event: EngineEvent) => void;
    /** Bytes. */
    limit: number;
  }) {
    this.#stage = options.stage;
    this.#redactor = options.redactor;
    this.#stream = options.redactor.stream();
    this.#emit = options.emit;
    this.#limit = options.limit;
  }

  /** Takes one line, or several joined by newlines. */
  line(text: string): void {
    const clean = `${stripVTControlCharacters(text)}\n`;
    this.#bytes += Buffer.byteLength(clean);
    if (this.#bytes > this.#limit) {
      this.#dropped += 1;
      return;
    }
    this.#release(this.#stream.write(clean));
  }

  /** Gives out what is held back. */
  end(): void {
    this.#release(this.#stream.end());
    if (this.#dropped > 0) {
      const limit = Math.round(this.#limit / 1024);
      this.#release(
        `… ${
          this.#dropped
        } more lines were dropped: the output is longer than ${limit} KiB\n`,
      );
      this.#dropped = 0;
    }
    if (this.#rest) this.#release('\n');
  }

  /** All that was given out. */
  text(): Redacted {
    return this.#redactor.redact(this.#kept.join(''));
  }

  #release(text: string): void {
    const all = this.#rest + text;
    const end = all.lastIndexOf('\n') + 1;
    this.#rest = all.slice(end);
    if (end === 0) return;
    // Once more, for the line's beginning was given out apart from its end.
    const lines = this.#redactor.redact(all.slice(0, end));
    this.#kept.push(lines);
    this.#emit({ type: 'log', stage: this.#stage, text: lines });
  }
}
