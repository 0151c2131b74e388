/** SGR codes of ECMA-48. */
const CODES = { bold: 1, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Colour = keyof typeof CODES;

/** Colours text, or leaves it as it is. */
export class Paint {
  readonly #enabled: boolean;

  private constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  static create(enabled: boolean): Paint {
    return new Paint(enabled);
  }

  as(colour: Colour, text: string): string {
    return this.#enabled ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
  }
}
