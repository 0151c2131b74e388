import { doubleQuoted } from '../redaction/hclText';
import type { Path } from './PlanJson';

/** HCL's identifiers: letters of any script, digits, `_` and `-`. */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Almost every one, and five times as fast. */
const ASCII_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * A path in HCL form: `node_pool[0].max`, `tags["cost center"]`. JSON does not
 * tell an attribute from a map's key, so that each key that can stand behind a
 * dot does; HCL reads both.
 */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!isIdentifier(step)) text += `["${doubleQuoted(step)}"]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

function isIdentifier(step: string): boolean {
  return ASCII_IDENTIFIER.test(step) || IDENTIFIER.test(step);
}

/** Whether one of two paths leads to or through the other. */
export function onSameBranch(a: Path, b: Path): boolean {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
