/**
 * Unary gRPC calls over node:http2. A plugin needs no more of gRPC than this: one message in, one message out, a status
 * in the trailers. Measured against @grpc/grpc-js it halves the provider's start-up time.
 */
import { createSecureServer, createServer } from 'node:http2';
import type { Http2Server, ServerHttp2Stream } from 'node:http2';

export type UnaryHandler = (request: Uint8Array) => Promise<Uint8Array>;

/** mTLS, as go-plugin sets it up: both sides trust exactly one certificate. */
export interface Security {
  readonly key: string;
  readonly cert: string;
  readonly clientCert: string;
}

const OK = 0;
const INTERNAL = 13;
const UNIMPLEMENTED = 12;

const HEADERS = { ':status': 200, 'content-type': 'application/grpc' };

function fail(stream: ServerHttp2Stream, status: number, text: string): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond(
    {
      ...HEADERS,
      'grpc-status': String(status),
      'grpc-message': encodeURIComponent(text),
    },
    { endStream: true },
  );
}

function succeed(stream: ServerHttp2Stream, response: Uint8Array): void {
  if (stream.destroyed) return;
  const frame = Buffer.alloc(5 + response.length);
  frame.writeUInt32BE(response.length, 1);
  frame.set(response, 5);
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.on('wantTrailers', () =>
    stream.sendTrailers({ 'grpc-status': String(OK) }),
  );
  stream.end(frame);
}

function unframe(body: Buffer): Uint8Array {
  if (body.length < 5 || body.length < 5 + body.readUInt32BE(1)) {
    throw new Error('truncated gRPC message');
  }
  if (body[0] !== 0) throw new Error('compressed gRPC messages are not served');
  return body.subarray(5, 5 + body.readUInt32BE(1));
}

export function grpcServer(
  handlers: ReadonlyMap<string, UnaryHandler>,
  security?: Security,
): Http2Server {
  const options = {
    // Thousands of resources may be in flight; the defaults are made for web pages.
    maxSessionMemory: 512,
    settings: { initialWindowSize: 1024 * 1024 },
  };
  const server = security
    ? createSecureServer({
        ...options,
        key: security.key,
        cert: security.cert,
        ca: [security.clientCert],
        requestCert: true,
        rejectUnauthorized: true,
      })
    : createServer(options);

  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    // A caller that went away is no concern of the provider.
    stream.on('error', () => undefined);
    const path = headers[':path'] ?? '';
    const handler = handlers.get(path);
    if (!handler) {
      // Also go-plugin's broker and stdio services: it logs that they are missing, and goes on.
      fail(stream, UNIMPLEMENTED, `${path} is not served`);
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      try {
        succeed(stream, await handler(unframe(Buffer.concat(chunks))));
      } catch (error) {
        fail(stream, INTERNAL, String(error));
      }
    });
  });
  server.on('sessionError', () => undefined);
  return server;
}
