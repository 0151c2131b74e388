import { tokenize, type Token } from './tokens';

export interface Attribute {
  /** What stands right of the `=`. */
  expression: Token[];
  line: number;
}

export interface Block {
  type: string;
  labels: string[];
  line: number;
  body: Body;
}

/** What a file, or a block of it, holds. */
export interface Body {
  attributes: Map<string, Attribute>;
  blocks: Block[];
}

const OPENING = new Set(['{', '[', '(']);
const CLOSING = new Set(['}', ']', ')']);

class BodyReader {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  body(): Body {
    const body: Body = { attributes: new Map(), blocks: [] };
    for (
      let token = this.#next();
      token && !isPunctuation(token, '}');
      token = this.#next()
    ) {
      if (token.kind !== 'identifier') continue;
      if (isPunctuation(this.#peek(), '=')) {
        this.#at += 1;
        const { line } = token;
        body.attributes.set(token.text, {
          expression: this.#expression(),
          line,
        });
      } else {
        const labels = this.#labels();
        if (!isPunctuation(this.#peek(), '{')) continue;
        this.#at += 1;
        const { text: type, line } = token;
        body.blocks.push({ type, labels, line, body: this.body() });
      }
    }
    return body;
  }

  #labels(): string[] {
    const labels: string[] = [];
    for (
      let token = this.#peek();
      token?.kind === 'string' || token?.kind === 'identifier';
      token = this.#peek()
    ) {
      labels.push(token.value ?? token.text);
      this.#at += 1;
    }
    return labels;
  }

  /** Up to the end of the line, or of the block, outside of all brackets. */
  #expression(): Token[] {
    const expression: Token[] = [];
    let depth = 0;
    for (let token = this.#peek(); token; token = this.#peek()) {
      const bracket = token.kind === 'punctuation' ? token.text : '';
      if (depth === 0 && (token.kind === 'newline' || bracket === '}')) break;
      if (OPENING.has(bracket)) depth += 1;
      if (CLOSING.has(bracket)) depth -= 1;
      expression.push(token);
      this.#at += 1;
    }
    return expression;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }
}

/** The attributes and blocks of an HCL file. Reads what it can: Terraform itself says what is wrong. */
export function readBody(text: string): Body {
  return new BodyReader(tokenize(text)).body();
}

export function isPunctuation(token: Token | undefined, text: string): boolean {
  return token?.kind === 'punctuation' && token.text === text;
}
