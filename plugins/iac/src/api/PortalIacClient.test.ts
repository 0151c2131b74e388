import type { ServerResponse } from 'node:http';
import type { LogChunk } from '@backstage-iac/plugin-iac-common';
import { aLog } from '../__testUtils__/fixtures';
import { PortalServer } from '../__testUtils__/PortalServer';
import { PortalIacClient } from './PortalIacClient';

const LOG = aLog('init', 'plan', 'apply');
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' };

let server: PortalServer;

afterEach(() => server.stop());

function sendEvents(response: ServerResponse, chunks: LogChunk[]) {
  response.writeHead(200, EVENT_STREAM);
  for (const chunk of chunks) {
    response.write(
      `id: ${chunk.cursor}\nevent: log\ndata: ${JSON.stringify(chunk)}\n\n`,
    );
  }
}

function poll(response: ServerResponse, query: URLSearchParams) {
  const after = Number(query.get('after') ?? 0);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({
      chunks: LOG.filter(({ cursor }) => cursor > after),
      finished: true,
    }),
  );
}

/** Answers what there is by then, of a run that goes on. */
function pollUpTo(newest: number) {
  return (response: ServerResponse, query: URLSearchParams) => {
    const after = Number(query.get('after') ?? 0);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify({
        chunks: LOG.filter(({ cursor }) => cursor > after && cursor <= newest),
        finished: false,
      }),
    );
  };
}

function refuse(response: ServerResponse) {
  response.writeHead(403, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({ error: { name: 'NotAllowedError', message: 'no' } }),
  );
}

async function follow(signal = new AbortController().signal) {
  const client = new PortalIacClient({
    discoveryApi: server.discoveryApi,
    fetchApi: { fetch },
  });
  const cursors: number[] = [];
  await client.followLog('production-1', {
    signal,
    onChunks: chunks => cursors.push(...chunks.map(({ cursor }) => cursor)),
    onTrouble: () => undefined,
  });
  return cursors;
}

describe('PortalIacClient.followLog', () => {
  it('streams until the end', async () => {
    server = await PortalServer.start({
      '/log/stream': response => {
        sendEvents(response, LOG);
        response.end('event: end\ndata: {}\n\n');
      },
    });
    expect(await follow()).toEqual([1, 2, 3]);
    expect(server.requests).toEqual([
      '/api/iac/v1/runs/production-1/log/stream',
    ]);
  });

  it('goes on by polling where the stream closed', async () => {
    server = await PortalServer.start({
      '/log/stream': response => {
        sendEvents(response, LOG.slice(0, 2));
        response.end();
      },
      '/log': poll,
    });
    expect(await follow()).toEqual([1, 2, 3]);
    expect(server.requests[1]).toMatch(/\/log\?after=2&/);
  });

  it('goes on by polling where the connection was lost', async () => {
    server = await PortalServer.start({
      '/log/stream': response => {
        sendEvents(response, LOG.slice(0, 1));
        response.socket?.end();
      },
      '/log': poll,
    });
    expect(await follow()).toEqual([1, 2, 3]);
  });

  it('opens the stream again once the portal answers', async () => {
    let streams = 0;
    server = await PortalServer.start({
      '/log/stream': response => {
        streams += 1;
        sendEvents(response, streams === 1 ? LOG.slice(0, 1) : LOG.slice(2));
        response.end(streams === 1 ? '' : 'event: end\ndata: {}\n\n');
      },
      '/log': pollUpTo(2),
    });
    expect(await follow()).toEqual([1, 2, 3]);
    const kinds = server.requests.map(url => url.replace(/^.*\/log/, ''));
    expect(kinds).toEqual([
      '/stream',
      '?after=1&limit=500',
      '?after=2&limit=500',
      '/stream?after=2',
    ]);
  });

  it('opens no more streams where three gave nothing', async () => {
    let polls = 0;
    server = await PortalServer.start({
      '/log/stream': response => response.writeHead(502).end(),
      '/log': (response, query) => {
        polls += 1;
        (polls < 5 ? pollUpTo(0) : poll)(response, query);
      },
    });
    expect(await follow()).toEqual([1, 2, 3]);
    expect(
      server.requests.filter(url => url.includes('/log/stream')),
    ).toHaveLength(3);
  });

  it('takes a connection that is silent too long as lost', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    let open: () => void = () => undefined;
    const isOpen = new Promise<void>(resolve => {
      open = resolve;
    });
    server = await PortalServer.start({
      '/log/stream': response => {
        sendEvents(response, LOG.slice(0, 1));
        response.on('close', () => undefined);
        open();
      },
      '/log': poll,
    });
    const cursors = follow();
    await isOpen;
    await jest.advanceTimersByTimeAsync(40_000);
    jest.useRealTimers();
    expect(await cursors).toEqual([1, 2, 3]);
  });

  it('delivers nothing twice when a stream repeats itself', async () => {
    server = await PortalServer.start({
      '/log/stream': response => {
        sendEvents(response, [...LOG.slice(0, 2), ...LOG]);
        response.end('event: end\ndata: {}\n\n');
      },
    });
    expect(await follow()).toEqual([1, 2, 3]);
  });

  it.each([
    ['answers with a page', 200, 'text/html'],
    ['cannot stream', 502, 'text/html'],
  ])('polls behind a proxy that %s', async (_, status, contentType) => {
    server = await PortalServer.start({
      '/log/stream': response => {
        response.writeHead(status, { 'Content-Type': contentType });
        response.end('<html></html>');
      },
      '/log': poll,
    });
    expect(await follow()).toEqual([1, 2, 3]);
  });

  it('does not ask again after a refusal', async () => {
    server = await PortalServer.start({
      '/log/stream': refuse,
      '/log': poll,
    });
    await expect(follow()).rejects.toMatchObject({ statusCode: 403 });
    expect(server.requests).toHaveLength(1);
  });

  it('stops when nobody reads any more', async () => {
    const reader = new AbortController();
    server = await PortalServer.start({
      '/log/stream': response => {
        sendEvents(response, []);
        response.flushHeaders();
        reader.abort();
      },
      '/log': poll,
    });
    expect(await follow(reader.signal)).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });
});
