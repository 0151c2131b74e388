import type { TextLine } from './TextLine';

/** Lines that a test holds for. A log grows at its end: what was read is not read again. */
export class LineFinder {
  readonly #lines: readonly TextLine[];
  readonly #test: (text: string) => boolean;
  readonly #found: number[] = [];
  #read = 0;

  constructor(lines: readonly TextLine[], test: (text: string) => boolean) {
    this.#lines = lines;
    this.#test = test;
  }

  /** Indices among the first `count` lines, rising. */
  upTo(count: number): readonly number[] {
    for (; this.#read < count; this.#read++) {
      if (this.#test(this.#lines[this.#read].text)) {
        this.#found.push(this.#read);
      }
    }
    return this.#found;
  }
}
