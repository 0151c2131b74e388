/** A line without an end may not grow for ever. Characters. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Cuts text that comes in pieces into lines. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
    if (this.#rest.length > LONGEST_LINE) this.end();
  }

  end(): void {
    const rest = this.#rest;
    this.#rest = '';
    if (rest) this.#onLine(rest);
  }
}
