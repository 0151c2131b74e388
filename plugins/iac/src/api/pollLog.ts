import { isError } from '@backstage/errors';
import type { IacApi } from '@backstage-iac/plugin-iac-common';
import type { FollowLogRequest } from './iacApiRef';
import { pause } from './pause';

const POLL_INTERVAL_MS = 1_000;
/** After failures, doubled up to this. */
const MAX_RETRY_INTERVAL_MS = 15_000;
const CHUNKS_PER_REQUEST = 500;

export interface PollLogRequest extends FollowLogRequest {
  /** Follows it to its end, or only to what there is by now. */
  until: 'end' | 'now';
}

/**
 * Follows a log by asking again and again. Works through every proxy.
 *
 * @returns whether the log is over
 */
export async function pollLog(
  api: Pick<IacApi, 'readLog'>,
  runId: string,
  request: PollLogRequest,
): Promise<boolean> {
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
      if (signal.aborted) return false;
      request.onTrouble(undefined);
      retryIntervalMs = POLL_INTERVAL_MS;
      if (chunks.length > 0) {
        after = chunks[chunks.length - 1].cursor;
        request.onChunks(chunks);
      } else if (finished) {
        return true;
      } else {
        await pause(POLL_INTERVAL_MS, signal);
        if (request.until === 'now') return false;
      }
    } catch (error) {
      if (signal.aborted) return false;
      if (!isError(error) || isRefusal(error)) throw error;
      request.onTrouble(error);
      await pause(retryIntervalMs, signal);
      retryIntervalMs = Math.min(retryIntervalMs * 2, MAX_RETRY_INTERVAL_MS);
    }
  }
  return false;
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
