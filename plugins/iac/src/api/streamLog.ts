import {
  IacRequestError,
  type LogChunk,
} from '@backstage-iac/plugin-iac-common';
import {
  EventStreamContentType,
  fetchEventSource,
} from '@microsoft/fetch-event-source';

/** The portal says each 15 seconds that it is there: a connection this silent is dead. */
const MAX_SILENCE_MS = 40_000;

export interface StreamLogOptions {
  fetch: typeof fetch;
  signal: AbortSignal;
  onChunks(chunks: LogChunk[]): void;
}

/**
 * Reads a log as server-sent events, over one connection.
 *
 * @returns whether the log is over; when it is not, the connection ended
 * @throws when the stream does not open, or breaks
 */
export async function streamLog(
  url: string,
  options: StreamLogOptions,
): Promise<boolean> {
  const { signal } = options;
  if (signal.aborted) return false;
  const connection = new AbortController();
  const close = () => connection.abort();
  signal.addEventListener('abort', close, { signal: connection.signal });
  let silence = setTimeout(close, MAX_SILENCE_MS);
  let isOver = false;
  try {
    await fetchEventSource(url, {
      fetch: options.fetch,
      signal: connection.signal,
      openWhenHidden: true,
      onopen: assertEventStream,
      // Comments come as messages without an event.
      onmessage: ({ event, data }) => {
        clearTimeout(silence);
        silence = setTimeout(close, MAX_SILENCE_MS);
        if (event === 'end') isOver = true;
        else if (event === 'log') {
          options.onChunks([JSON.parse(data) as LogChunk]);
        }
      },
      onerror: error => {
        throw error;
      },
    });
  } finally {
    clearTimeout(silence);
    close();
  }
  return isOver;
}

async function assertEventStream(response: Response): Promise<void> {
  if (!response.ok) throw await IacRequestError.fromResponse(response);
  const contentType = response.headers.get('content-type') ?? '';
  if (!contentType.startsWith(EventStreamContentType)) {
    throw new Error(
      `The log stream answered with '${contentType}', not '${EventStreamContentType}'`,
    );
  }
}
