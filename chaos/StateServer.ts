import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Kept {
  state?: string;
  /** The lock's own JSON. */
  lock?: string;
}

/** The server side of Terraform's `http` backend, with locks that outlive whoever took them. */
export class StateServer {
  readonly #kept = new Map<string, Kept>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const kept = this.#of(url.pathname.slice(1));
      const body = await text(request);
      const answer = (status: number, content = '') =>
        response.writeHead(status).end(content);
      const holder = idOf(kept.lock);
      switch (request.method) {
        case 'GET':
          return kept.state === undefined
            ? answer(404)
            : answer(200, kept.state);
        case 'LOCK':
          // The same id again is a retry after a lost answer.
          if (holder && holder !== idOf(body)) return answer(423, kept.lock);
          kept.lock = body;
          return answer(200);
        case 'UNLOCK':
          // `force-unlock` sends nothing.
          if (body && holder && holder !== idOf(body)) {
            return answer(423, kept.lock);
          }
          kept.lock = undefined;
          return answer(200);
        case 'POST':
          if (holder !== (url.searchParams.get('ID') ?? undefined)) {
            return answer(423, kept.lock);
          }
          kept.state = body;
          return answer(200);
        default:
          return answer(405);
      }
    });
  }

  static async start(): Promise<StateServer> {
    const server = new StateServer();
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', () => resolve()),
    );
    return server;
  }

  /** Settings of Terraform's backend. */
  settings(environment: string): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/${environment}`;
    return {
      address,
      lock_address: address,
      unlock_address: address,
      lock_method: 'LOCK',
      unlock_method: 'UNLOCK',
      retry_wait_min: '1',
    };
  }

  read(environment: string): string | undefined {
    return this.#of(environment).state;
  }

  isLocked(environment: string): boolean {
    return this.#of(environment).lock !== undefined;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #of(environment: string): Kept {
    const kept = this.#kept.get(environment) ?? {};
    this.#kept.set(environment, kept);
    return kept;
  }
}

function idOf(lock: string | undefined): string | undefined {
  return lock ? (JSON.parse(lock) as { ID?: string }).ID : undefined;
}
