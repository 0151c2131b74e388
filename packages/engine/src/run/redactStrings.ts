import type { Redactor } from '../redaction';

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
