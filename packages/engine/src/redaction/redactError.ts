import { RunFailure } from '../errors';
import { asText, isObject } from '../json/narrow';
import type { Redactor } from './Redactor';
import { redactProgress } from './redactProgress';

/** Members that say what went wrong, and are no dumps of requests, output or environments. */
const KEPT = new Set([
  'name',
  'message',
  'stack',
  'cause',
  'errors',
  'code',
  'nextStep',
]);

/** Of a {@link RunFailure}. */
const KEPT_OF_FAILURE = new Set([...KEPT, 'progress', 'rescuedState']);

/** Causes of causes are followed as far. */
const DEEPEST = 8;

/**
 * Makes an error safe for a logger: its message, stack, code, next step and what
 * an apply did are redacted, and so are its causes and the errors that it gathers. All other
 * members are removed: libraries hang requests, output and process environments
 * on their errors. The error keeps its identity and class, by which callers decide.
 *
 * @param error - anything that was thrown
 * @returns the same error; a new one when something else was thrown
 * @public
 */
export function redactError(error: unknown, redactor: Redactor): Error {
  return redactIn(error, redactor, new Set(), 0);
}

function redactIn(
  error: unknown,
  redactor: Redactor,
  seen: Set<unknown>,
  depth: number,
): Error {
  // Not by class: an error may come from another realm.
  if (!isObject(error) || asText(error.message) === undefined) {
    return new Error(redactor.redact(String(error)));
  }
  if (seen.has(error)) return new Error('(an error that is its own cause)');
  if (depth > DEEPEST) return new Error('(more causes are left out)');
  seen.add(error);
  if (Object.isSealed(error)) {
    return new Error(redactor.redact(asText(error.message) ?? ''));
  }
  const kept = error instanceof RunFailure ? KEPT_OF_FAILURE : KEPT;
  for (const key of Reflect.ownKeys(error)) {
    if (typeof key !== 'string' || !kept.has(key))
      Reflect.deleteProperty(error, key);
  }
  for (const key of ['message', 'stack', 'name', 'code', 'nextStep']) {
    const text = asText(error[key]);
    const clean = text === undefined ? undefined : redactor.redact(text);
    if (clean !== text) replace(error, key, clean);
  }
  if (error instanceof RunFailure && error.progress) {
    replace(error, 'progress', redactProgress(error.progress, redactor));
  }
  if (error.cause !== undefined) {
    replace(error, 'cause', redactIn(error.cause, redactor, seen, depth + 1));
  }
  if (Array.isArray(error.errors)) {
    replace(
      error,
      'errors',
      error.errors.map(one => redactIn(one, redactor, seen, depth + 1)),
    );
  }
  return error as unknown as Error;
}

function replace(error: object, key: string, value: unknown): void {
  Object.defineProperty(error, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: Object.prototype.propertyIsEnumerable.call(error, key),
  });
}
