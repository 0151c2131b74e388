/** A line without an end may not grow for ever. Characters. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Cuts text that comes in pieces into lines. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  #rest: string[] = [];
  #length = 0;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(text: string): void {
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#rest.push(line);
      this.#onLine(this.#take());
    }
    // Joined only at its end: a long line comes in thousands of pieces.
    this.#rest.push(last);
    this.#length += last.length;
    if (this.#length > LONGEST_LINE) this.end();
  }

  end(): void {
    const rest = this.#take();
    if (rest) this.#onLine(rest);
  }

  /** Forgets a line whose end never comes. */
  drop(): void {
    this.#take();
  }

  #take(): string {
    const line = this.#rest.join('');
    this.#rest = [];
    this.#length = 0;
    return line;
  }
}
