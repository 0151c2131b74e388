import { IacRequestError } from '@backstage-iac/plugin-iac-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../terminal/Progress';

const RETRY_MS = 1_000;
/** A portal that restarts is back within this time. */
const PATIENCE_MS = 120_000;

/** Nobody answers at the portal's address. */
export class PortalUnreachableError extends Error {
  readonly nextStep =
    'Check IAC_PORTAL_URL, or unset it to run on this machine';

  constructor(url: string, cause: unknown) {
    super(`Cannot reach the portal at '${url}': ${explain(cause)}`, { cause });
    this.name = 'PortalUnreachableError';
  }
}

/**
 * Asks again while a run's portal is away: the run goes on without us. Only for
 * requests that may be repeated.
 */
export async function patiently<T>(
  progress: Progress,
  request: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  let told = false;
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!isTransient(error) || Date.now() > deadline) throw error;
      if (!told) progress.note('The portal does not answer; trying again');
      told = true;
      await delay(RETRY_MS);
    }
  }
}

function isTransient(error: unknown): boolean {
  if (error instanceof PortalUnreachableError) return true;
  return (
    IacRequestError.is(error) && [429, 502, 503, 504].includes(error.statusCode)
  );
}

/** `fetch` says only that it failed; its cause says why. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message
    ? error.cause.message
    : error.message;
}
