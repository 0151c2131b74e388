import type { Json } from '../types';
import { isPunctuation } from './readBody';
import type { Token } from './tokens';

const WORDS = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class LiteralReader {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  value(): Json | undefined {
    const token = this.#tokens[this.#at];
    if (!token) return undefined;
    this.#at += 1;
    if (token.kind === 'string') return token.value;
    if (token.kind === 'number') return numberOf(token.text);
    if (token.kind === 'identifier') return WORDS.get(token.text);
    if (token.text === '[') return this.#list();
    if (token.text === '{') return this.#object();
    const next = this.#tokens[this.#at];
    if (token.text === '-' && next?.kind === 'number') {
      this.#at += 1;
      return numberOf(`-${next.text}`);
    }
    return undefined;
  }

  #list(): Json[] | undefined {
    const list: Json[] = [];
    while (!this.#take(']')) {
      const value = this.value();
      if (value === undefined) return undefined;
      list.push(value);
      if (!this.#take(',') && !isPunctuation(this.#tokens[this.#at], ']')) {
        return undefined;
      }
    }
    return list;
  }

  /** Members may be set apart by a comma or by a line's end, and named by `=` or `:`. */
  #object(): Json | undefined {
    const members: Array<[string, Json]> = [];
    while (!this.#take('}')) {
      const key = this.#tokens[this.#at];
      this.#at += 1;
      if (key?.kind !== 'identifier' && key?.kind !== 'string')
        return undefined;
      const name = key.kind === 'string' ? key.value : key.text;
      if (name === undefined) return undefined;
      if (!this.#take('=') && !this.#take(':')) return undefined;
      const value = this.value();
      if (value === undefined) return undefined;
      members.push([name, value]);
      this.#take(',');
    }
    return Object.fromEntries(members);
  }

  #take(text: string): boolean {
    if (!isPunctuation(this.#tokens[this.#at], text)) return false;
    this.#at += 1;
    return true;
  }
}

/**
 * Value of an expression that is a literal: string, number, bool, null, list
 * or object of these. A number that a double cannot hold becomes the text of
 * its digits, which Terraform converts back.
 *
 * @returns `undefined` for any other expression
 */
export function literalOf(expression: Token[]): Json | undefined {
  const reader = new LiteralReader(
    expression.filter(({ kind }) => kind !== 'newline'),
  );
  const value = reader.value();
  return reader.isAtEnd() ? value : undefined;
}

function numberOf(digits: string): Json {
  const significant = digits.replace(/[eE].*$|[^0-9]/g, '').replace(/^0+/, '');
  return significant.length <= 15 ? Number(digits) : digits;
}
