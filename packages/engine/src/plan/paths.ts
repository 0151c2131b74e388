import { doubleQuoted } from '../redaction/hclText';
import type { Path } from './PlanJson';

/** HCL's identifiers: letters of any script, digits, `_` and `-`. */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/**
 * A path in HCL form: `node_pool[0].max`, `tags["cost center"]`. JSON does not
 * tell an attribute from a map's key, so that each key that can stand behind a
 * dot does; HCL reads both.
 */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!IDENTIFIER.test(step)) return `["${doubleQuoted(step)}"]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** Whether one of two paths leads to or through the other. */
export function onSameBranch(a: Path, b: Path): boolean {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
