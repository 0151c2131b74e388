import { isError } from '@backstage/errors';
import type { LogChunk } from '@backstage-iac/plugin-iac-common';
import type { Response } from 'express';
import type { RunEvents } from '../events/RunEvents';
import { Wakeup } from '../worker/Wakeup';

/** How often a stream looks for lines that another host stored. */
const POLL_INTERVAL_MS = 2_000;
/** Proxies close connections that are silent for half a minute or more. */
const HEARTBEAT_INTERVAL_MS = 15_000;

/** Reads what follows a cursor, as the person who watches. */
export type ReadLog = (
  after: number,
) => Promise<{ chunks: LogChunk[]; finished: boolean }>;

/**
 * Live logs as server-sent events: `event: log` with the cursor as its id, so
 * that a client which lost its connection goes on from `Last-Event-ID`;
 * `event: end` when the run has ended. See
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class LogStreams {
  readonly #events: RunEvents;
  readonly #open = new Set<() => void>();
  #closed = false;

  constructor(options: { events: RunEvents }) {
    this.#events = options.events;
  }

  /** Ends every stream: the server cannot stop while a response is open. */
  close(): void {
    this.#closed = true;
    for (const close of this.#open) close();
  }

  /**
   * Streams until the run or the connection ends.
   *
   * @throws whatever the first read throws, before anything is sent
   */
  async stream(options: {
    runId: string;
    after: number;
    response: Response;
    read: ReadLog;
  }): Promise<void> {
    const { runId, response, read } = options;
    let page = await read(options.after);
    let cursor = options.after;
    const wakeup = new Wakeup();
    let over = this.#closed;
    const close = () => {
      over = true;
      wakeup.nudge();
    };
    const unsubscribe = this.#events.subscribe(event => {
      if ('runId' in event && event.runId === runId) wakeup.nudge();
    });
    this.#open.add(close);
    response.on('close', close);
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
    });
    const heartbeat = setInterval(
      () => send(response, ': still here\n\n'),
      HEARTBEAT_INTERVAL_MS,
    );
    try {
      while (!over) {
        for (const chunk of page.chunks) {
          cursor = chunk.cursor;
          send(response, toEvent('log', chunk, cursor));
        }
        if (page.finished) {
          send(response, toEvent('end', { cursor }, cursor));
          break;
        }
        if (page.chunks.length === 0) await wakeup.wait(POLL_INTERVAL_MS);
        if (response.writableNeedDrain) await drained(response);
        if (!over) page = await read(cursor);
      }
    } catch (error) {
      // The status is sent: all that is left to say it with is another event.
      send(
        response,
        toEvent('error', {
          name: isError(error) ? error.name : 'Error',
          message: 'The log could not be read, connect again',
        }),
      );
    } finally {
      clearInterval(heartbeat);
      unsubscribe();
      this.#open.delete(close);
      response.off('close', close);
      response.end();
    }
  }
}

function toEvent(type: string, data: unknown, id?: number): string {
  const cursor = id === undefined ? '' : `id: ${id}\n`;
  return `${cursor}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The root router compresses: without a flush nothing would arrive. */
function send(response: Response & { flush?: () => void }, text: string): void {
  response.write(text);
  response.flush?.();
}

/** A reader slower than the run must not fill the memory. */
async function drained(response: Response): Promise<void> {
  await new Promise<void>(resolve => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
