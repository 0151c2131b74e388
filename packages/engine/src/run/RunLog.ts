import type { StageName } from '@backstage-iac/plugin-iac-common';
import {
  joinRedacted,
  type Redacted,
  type RedactionStream,
  type Redactor,
} from '../redaction';
import { withoutControls } from '../redaction/controls';
import type { EngineEvent } from '../types';

/** What people read while a stage works: whole lines, redacted, bounded. */
export class RunLog {
  readonly #stage: StageName;
  readonly #redactor: Redactor;
  readonly #stream: RedactionStream;
  readonly #emit: (event: EngineEvent) => void;
  readonly #limit: number;
  readonly #kept: Redacted[] = [];
  /** Given out by the stream, and not yet a whole line. */
  #begun: Redacted[] = [];
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
    const clean = `${withoutControls(text)}\n`;
    this.#bytes += Buffer.byteLength(clean);
    if (this.#bytes > this.#limit) {
      this.#dropped += 1;
      return;
    }
    for (const line of clean.split(/(?<=\n)/)) {
      this.#release(this.#stream.write(line));
    }
  }

  /** Gives out what is held back. */
  end(): void {
    this.#release(this.#stream.end());
    if (this.#dropped > 0) {
      const limit = Math.round(this.#limit / 1024);
      this.#own(
        `… ${
          this.#dropped
        } more lines were dropped: the output is longer than ${limit} KiB\n`,
      );
      this.#dropped = 0;
    }
    // A secret may have swallowed the last line's end.
    if (this.#begun.length > 0) this.#own('\n');
  }

  /** All that was given out. */
  text(): Redacted {
    return joinRedacted(this.#kept);
  }

  #own(text: string): void {
    this.#release(this.#redactor.redact(text));
  }

  #release(text: Redacted): void {
    if (text === '') return;
    this.#begun.push(text);
    // What was held back begins in the middle of a line, and ends with one.
    if (!text.endsWith('\n')) return;
    const lines = joinRedacted(this.#begun);
    this.#begun = [];
    this.#kept.push(lines);
    this.#emit({ type: 'log', stage: this.#stage, text: lines });
  }
}
