import type { RedactedJson } from '@backstage-iac/plugin-iac-common';
import type { Redactor } from './Redactor';
import type { Redacted } from './types';

/**
 * A copy of a JSON value whose texts, and names of members, are redacted. Texts
 * stay texts, and so the shape is kept; but a number of which the redactor knows
 * the digits becomes text.
 */
export function redactStrings<T>(
  value: T,
  redactor: Redactor,
): RedactedJson<T> {
  return redactTree(value, redactor) as RedactedJson<T>;
}

/**
 * A JSON value as text, redacted part by part: JSON's own escapes can hide a
 * value from the redactor, and a secret that is a word of the syntax would break it.
 */
export function redactJson(value: unknown, redactor: Redactor): Redacted {
  return toRedactedText(redactStrings(value, redactor));
}

/**
 * The JSON text of a value that is redacted, or of several.
 *
 * @param space - of `JSON.stringify`
 * @public
 */
export function toRedactedText(
  value:
    | RedactedJson<unknown>
    | Readonly<Record<string, RedactedJson<unknown> | undefined>>,
  space?: number,
): Redacted {
  return JSON.stringify(value, undefined, space) as Redacted;
}

function redactTree(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.redact(value);
  if (Array.isArray(value)) {
    return value.map(element => redactTree(element, redactor));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        redactor.redact(key),
        redactTree(member, redactor),
      ]),
    );
  }
  if (typeof value === 'number') {
    const text = String(value);
    return redactor.redact(text) === text ? value : redactor.redact(text);
  }
  return value;
}
