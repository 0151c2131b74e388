import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (response: ServerResponse, query: URLSearchParams) => void;

/** A portal on a real port, which answers the paths it is given. */
export class PortalServer {
  readonly #server: Server;
  /** Path and query of each request, in order. */
  readonly requests: string[];

  /** @param answers - by the end of the path */
  static async start(answers: Record<string, Answer>): Promise<PortalServer> {
    const requests: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      requests.push(url);
      const { pathname, searchParams } = new URL(url, 'http://portal');
      const answer = Object.entries(answers).find(([end]) =>
        pathname.endsWith(end),
      );
      if (answer) answer[1](response, searchParams);
      else response.writeHead(404).end();
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new PortalServer(server, requests);
  }

  private constructor(server: Server, requests: string[]) {
    this.#server = server;
    this.requests = requests;
  }

  get discoveryApi() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      getBaseUrl: async (pluginId: string) =>
        `http://127.0.0.1:${port}/api/${pluginId}`,
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }
}
