import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { StateDefinition } from '../types';

/** The server side of Terraform's `http` backend, with switches to make it fail. */
export class StateServer {
  readonly password = 'state-password-4711';
  state?: string;
  lock?: string;
  refuseSaving = false;
  /** While a state is being saved. */
  onSave?: () => void;
  /** Answers every request with this. */
  broken?: number;
  /** `METHOD body` of what changes the lock. */
  readonly lockRequests: string[] = [];
  /** Of all requests, in order. */
  readonly methods: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.methods.push(request.method ?? '');
      const body = await text(request);
      const answer = (status: number, content = '') =>
        response.writeHead(status).end(content);
      const expected = `Basic ${Buffer.from(`iac:${this.password}`).toString(
        'base64',
      )}`;
      if (this.broken) return answer(this.broken);
      if (request.headers.authorization !== expected) return answer(401);
      switch (request.method) {
        case 'GET':
          return this.state === undefined
            ? answer(404)
            : answer(200, this.state);
        case 'LOCK':
          this.lockRequests.push(`LOCK ${body}`);
          if (this.lock) return answer(423, this.lock);
          this.lock = body;
          return answer(200);
        case 'UNLOCK':
          this.lockRequests.push(`UNLOCK ${body}`);
          this.lock = undefined;
          return answer(200);
        default:
          this.onSave?.();
          if (this.refuseSaving) return answer(403);
          this.state = body;
          return answer(200);
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

  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/state`;
  }

  /** The state of an environment that is kept here. */
  definition(): StateDefinition {
    return {
      type: 'http',
      config: {
        address: this.address,
        lock_address: this.address,
        unlock_address: this.address,
      },
      env: { TF_HTTP_USERNAME: 'iac', TF_HTTP_PASSWORD: this.password },
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
