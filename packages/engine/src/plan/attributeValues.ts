import type { AttributeValue } from '@backstage-iac/plugin-iac-common';
import type { Redactor } from '../redaction';
import { isReplacement } from '../redaction/replacement';

/** Characters of JSON text; a longer value is cut. */
const LONGEST = 2048;

/**
 * A leaf as it is shown. A value that holds a secret, marked or not, is masked
 * before it is cut, so that no half of a secret is left.
 *
 * JSON numbers are read as doubles: an integer beyond 2^53 has lost digits when
 * it arrives here, and says so.
 */
export function shownValue(value: unknown, redactor: Redactor): AttributeValue {
  if (value === undefined || value === null) return { kind: 'absent' };
  if (typeof value === 'string') return shownText(value, redactor);
  const json = JSON.stringify(value);
  if (redactor.redact(json) !== json) return { kind: 'sensitive' };
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { kind: 'value', json: JSON.stringify(`${json} (rounded)`) };
  }
  return { kind: 'value', json };
}

function shownText(value: string, redactor: Redactor): AttributeValue {
  const text = redactor.redact(value);
  if (isReplacement(text)) return { kind: 'sensitive' };
  const json = JSON.stringify(text);
  if (json.length <= LONGEST) return { kind: 'value', json };
  // A pair of surrogates stays whole.
  const kept = text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '');
  return {
    kind: 'value',
    json: JSON.stringify(`${kept}... (cut, ${text.length} characters in all)`),
  };
}
