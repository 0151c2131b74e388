import { isError } from '@backstage/errors';
import type { IacApi } from '@backstage-iac/plugin-iac-common';
import type { FollowLogRequest } from './iacApiRef';

const POLL_INTERVAL_MS = 1_000;
/** After failures, doubled up to this. */
const MAX_RETRY_INTERVAL_MS = 15_000;
const CHUNKS_PER_REQUEST = 500;

/** Follows a log by asking again and again. Works through every proxy. */
export async function pollLog(
  api: Pick<IacApi, 'readLog'>,
  runId: string,
  request: FollowLogRequest,
): Promise<void> {
  const { signal } = request;
  let after = request.after;
  let retryIntervalMs = POLL_INTERVAL_MS;
  while (!signal.aborted) {
    try {
      const { chunks, finished } = await api.readLog(
        runId,
        { after, limit: CHUNKS_PER_REQUEST },
        { signal },
      );
      if (signal.aborted) return;
      request.onTrouble(undefined);
      retryIntervalMs = POLL_INTERVAL_MS;
      if (chunks.length > 0) {
        after = chunks[chunks.length - 1].cursor;
        request.onChunks(chunks);
      } else if (finished) {
        return;
      } else {
        await delay(POLL_INTERVAL_MS, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!isError(error) || isRefusal(error)) throw error;
      request.onTrouble(error);
      await delay(retryIntervalMs, signal);
      retryIntervalMs = Math.min(retryIntervalMs * 2, MAX_RETRY_INTERVAL_MS);
    }
  }
}

/** Request Timeout and Too Many Requests: later may go better. */
const WORTH_ANOTHER_TRY: readonly number[] = [408, 429];

/** The server understood and said no: asking again would not help. */
export function isRefusal(error: Error): boolean {
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return (
    typeof status === 'number' &&
    status >= 400 &&
    status < 500 &&
    !WORTH_ANOTHER_TRY.includes(status)
  );
}

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      ended.abort();
      resolve();
    }, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true, signal: ended.signal },
    );
  });
}
