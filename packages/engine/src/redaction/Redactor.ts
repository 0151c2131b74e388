import { RedactionStream } from './RedactionStream';
import { SecretScanner } from './SecretScanner';
import type { Redacted, SecretValue } from './types';

const WHOLE_TEXT = { before: '', covered: -1, final: true };

/**
 * Replaces every secret value, in any form that tools print it in, by
 * `[redacted:its_name]`: as it is, trimmed, line by line, member by member;
 * escaped for JSON, HCL, shells and markup; in base64 at any alignment, in hex,
 * percent-encoded; and across the control sequences of terminals. A form of less
 * than eight characters is replaced where it is a word of its own. Values that
 * cannot be masked safely are not, see {@link isMaskable}.
 *
 * This is a net and no boundary: a program that is given a secret can print it
 * in ways that no redactor knows.
 *
 * @public
 */
export class Redactor {
  readonly #secrets: ReadonlyMap<string, SecretValue>;
  readonly #scanner: SecretScanner;

  private constructor(secrets: ReadonlyMap<string, SecretValue>) {
    this.#secrets = secrets;
    this.#scanner = SecretScanner.create(secrets.values());
  }

  /** @param secrets - values, with names where they have one; the first of equal values counts */
  static create(secrets: Iterable<string | SecretValue>): Redactor {
    return new Redactor(collect(new Map(), secrets));
  }

  /** A redactor for more values, such as those that a plan marks as sensitive. */
  extend(secrets: Iterable<string | SecretValue>): Redactor {
    const all = collect(new Map(this.#secrets), secrets);
    return all.size === this.#secrets.size ? this : new Redactor(all);
  }

  /** Values that overlap or touch in the text are replaced together, once. */
  redact(text: string): Redacted {
    const { spans } = this.#scanner.scan(text, WHOLE_TEXT);
    const pieces: string[] = [];
    let position = 0;
    for (const span of spans) {
      pieces.push(
        text.slice(position, span.start),
        this.#scanner.replacement(span),
      );
      position = span.end;
    }
    pieces.push(text.slice(position));
    // Here, and where a stream answers, text becomes redacted.
    return pieces.join('') as Redacted;
  }

  /** For text that comes in pieces. */
  stream(): RedactionStream {
    return RedactionStream.create(this.#scanner);
  }
}

function collect(
  into: Map<string, SecretValue>,
  secrets: Iterable<string | SecretValue>,
): Map<string, SecretValue> {
  for (const given of secrets) {
    const secret = typeof given === 'string' ? { value: given } : given;
    if (!into.has(secret.value)) into.set(secret.value, secret);
  }
  return into;
}
