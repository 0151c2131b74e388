import type { Redactor } from './Redactor';
import type { Redacted } from './types';

/** A copy of a JSON value whose texts, and names of members, are redacted. */
export function redactStrings(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.redact(value);
  if (Array.isArray(value)) {
    return value.map(element => redactStrings(element, redactor));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        redactor.redact(key),
        redactStrings(member, redactor),
      ]),
    );
  }
  if (typeof value === 'number') {
    const text = String(value);
    return redactor.redact(text) === text ? value : redactor.redact(text);
  }
  return value;
}

/**
 * A JSON value as text, redacted part by part: JSON's own escapes can hide a
 * value from the redactor, and a secret that is a word of the syntax would break it.
 */
export function redactJson(value: unknown, redactor: Redactor): Redacted {
  return JSON.stringify(redactStrings(value, redactor)) as Redacted;
}
