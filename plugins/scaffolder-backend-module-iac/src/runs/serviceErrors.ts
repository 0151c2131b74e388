import { isError } from '@backstage/errors';
import { IacRequestError } from '@backstage-iac/plugin-iac-common';

/** Asking again does not help. */
const FINAL_ERRORS = new Set([
  'AbortError',
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
]);

/**
 * Name of what went wrong in the `iac` plugin. Over HTTP it arrives as the
 * cause of an `IacRequestError`.
 */
export function serviceErrorName(error: unknown): string {
  if (!isError(error)) return 'Error';
  return IacRequestError.is(error) ? error.cause.name : error.name;
}

/** The backend is restarting, or the network failed: worth asking again. */
export function isTransient(error: unknown): boolean {
  return !FINAL_ERRORS.has(serviceErrorName(error));
}
