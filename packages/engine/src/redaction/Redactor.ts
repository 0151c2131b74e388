import { formsOf } from './forms';
import { Matcher } from './Matcher';
import { RedactionStream } from './RedactionStream';
import { REPLACEMENT } from './replacement';
import type { Redacted } from './types';

/**
 * Replaces every secret value, in any form that tools print it in, by
 * `[redacted]`: as it is, trimmed, line by line, JSON-escaped, HCL-escaped,
 * base64 at any alignment, percent-encoded. Values of less than four
 * characters cannot be masked safely, see {@link isMaskable}.
 *
 * @public
 */
export class Redactor {
  readonly #values: ReadonlySet<string>;
  readonly #matcher: Matcher;

  private constructor(values: ReadonlySet<string>) {
    this.#values = values;
    this.#matcher = Matcher.create(patternsOf(values));
  }

  static create(values: Iterable<string>): Redactor {
    return new Redactor(new Set(values));
  }

  /** A redactor for more values, such as those that a plan marks as sensitive. */
  extend(values: Iterable<string>): Redactor {
    const all = new Set([...this.#values, ...values]);
    return all.size === this.#values.size ? this : new Redactor(all);
  }

  /** Values that overlap or touch in the text are replaced together, once. */
  redact(text: string): Redacted {
    const { spans } = this.#matcher.scan(text);
    if (spans.length === 0) return text as Redacted;
    const pieces: string[] = [];
    let position = 0;
    for (let index = 0; index < spans.length; index += 2) {
      pieces.push(text.slice(position, spans[index]), REPLACEMENT);
      position = spans[index + 1];
    }
    pieces.push(text.slice(position));
    return pieces.join('') as Redacted;
  }

  /** For text that comes in pieces. */
  stream(): RedactionStream {
    return RedactionStream.create(this.#matcher);
  }
}

function* patternsOf(values: Iterable<string>): Iterable<string> {
  for (const value of values) yield* formsOf(value);
}
