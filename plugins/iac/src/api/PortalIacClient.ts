import {
  IacClient,
  type IacClientOptions,
  type LogChunk,
} from '@backstage-iac/plugin-iac-common';
import type { FollowLogRequest, IacPortalApi } from './iacApiRef';
import { isRefusal, pollLog } from './pollLog';
import { streamLog } from './streamLog';

/** Streams that gave nothing, one after the other: this portal has none through its proxy. */
const MAX_FRUITLESS_STREAMS = 3;

/**
 * The client of the pages: version 1 of the HTTP API, and its event stream.
 *
 * @public
 */
export class PortalIacClient extends IacClient implements IacPortalApi {
  readonly #options: IacClientOptions;

  constructor(options: IacClientOptions) {
    super(options);
    this.#options = options;
  }

  async followLog(runId: string, request: FollowLogRequest): Promise<void> {
    const { signal } = request;
    let after = request.after;
    let fruitless = 0;
    const onChunks = (chunks: LogChunk[]) => {
      const fresh = chunks.filter(
        ({ cursor }) => after === undefined || cursor > after,
      );
      if (fresh.length === 0) return;
      after = fresh[fresh.length - 1].cursor;
      request.onChunks(fresh);
    };
    let isOver = false;
    while (!isOver && !signal.aborted) {
      const before = after;
      try {
        isOver = await this.#stream(runId, { after, signal, onChunks });
      } catch (error) {
        if (error instanceof Error && isRefusal(error)) throw error;
        // No stream through this proxy, or it broke.
      }
      if (isOver || signal.aborted) return;
      fruitless = after === before ? fruitless + 1 : 0;
      const until = fruitless < MAX_FRUITLESS_STREAMS ? 'now' : 'end';
      // Asks until the portal answers, which says how the connection is.
      isOver = await pollLog(this, runId, {
        ...request,
        after,
        until,
        onChunks,
      });
    }
  }

  async #stream(
    runId: string,
    options: Omit<FollowLogRequest, 'onTrouble'>,
  ): Promise<boolean> {
    const { discoveryApi, fetchApi } = this.#options;
    const { after, ...rest } = options;
    const baseUrl = await discoveryApi.getBaseUrl('iac');
    const query = after === undefined ? '' : `?after=${after}`;
    const run = encodeURIComponent(runId);
    return streamLog(`${baseUrl}/v1/runs/${run}/log/stream${query}`, {
      ...rest,
      fetch: fetchApi.fetch,
    });
  }
}
