/** Keeps the beginning of a text that comes in pieces, and counts the rest. */
export class BoundedText {
  readonly #limit: number;
  readonly #pieces: string[] = [];
  #length = 0;

  /** @param limit - characters */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isCut(): boolean {
    return this.#length > this.#limit;
  }

  write(text: string): void {
    const room = this.#limit - this.#length;
    if (room > 0) this.#pieces.push(text.slice(0, room));
    this.#length += text.length;
  }

  toString(): string {
    return this.#pieces.join('');
  }
}
