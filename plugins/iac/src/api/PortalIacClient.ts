import {
  IacClient,
  IacRequestError,
  type IacClientOptions,
  type LogChunk,
} from '@backstage-iac/plugin-iac-common';
import {
  EventStreamContentType,
  fetchEventSource,
} from '@microsoft/fetch-event-source';
import type { FollowLogRequest, IacPortalApi } from './iacApiRef';
import { isRefusal, pollLog } from './pollLog';

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
    let after = request.after;
    let ended = false;
    const deliver = (chunks: LogChunk[]) => {
      const fresh = chunks.filter(
        ({ cursor }) => after === undefined || cursor > after,
      );
      if (fresh.length === 0) return;
      after = fresh[fresh.length - 1].cursor;
      request.onChunks(fresh);
    };
    try {
      await this.#stream(runId, {
        after,
        signal: request.signal,
        onChunks: deliver,
        onEnd: () => {
          ended = true;
        },
      });
    } catch (error) {
      if (error instanceof Error && isRefusal(error)) throw error;
      // No stream through this proxy, or it broke: polling goes on from there.
    }
    if (ended || request.signal.aborted) return;
    await pollLog(this, runId, { ...request, after, onChunks: deliver });
  }

  /** Settles when the stream closes; rejects when it does not open or breaks. */
  async #stream(
    runId: string,
    options: {
      after?: number;
      signal: AbortSignal;
      onChunks(chunks: LogChunk[]): void;
      onEnd(): void;
    },
  ): Promise<void> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('iac');
    const query = options.after === undefined ? '' : `?after=${options.after}`;
    const url = `${baseUrl}/v1/runs/${encodeURIComponent(
      runId,
    )}/log/stream${query}`;
    await fetchEventSource(url, {
      fetch: this.#options.fetchApi.fetch,
      signal: options.signal,
      openWhenHidden: true,
      onopen: async response => {
        if (!response.ok) throw await IacRequestError.fromResponse(response);
        const contentType = response.headers.get('content-type') ?? '';
        if (!contentType.startsWith(EventStreamContentType)) {
          throw new Error(
            `The log stream answered with '${contentType}', not '${EventStreamContentType}'`,
          );
        }
      },
      onmessage: ({ event, data }) => {
        if (event === 'end') options.onEnd();
        else if (event === 'log') {
          options.onChunks([JSON.parse(data) as LogChunk]);
        }
      },
      onerror: error => {
        throw error;
      },
    });
  }
}
