import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IacClient } from './IacClient';

interface Seen {
  method?: string;
  url?: string;
  authorization?: string;
  body: string;
}

describe('IacClient', () => {
  let server: Server;
  let seen: Seen[];
  let answer: { status: number; body?: unknown };
  let client: IacClient;

  beforeEach(async () => {
    seen = [];
    answer = { status: 200, body: {} };
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({
          method: request.method,
          url: request.url,
          authorization: request.headers.authorization,
          body,
        });
        response.writeHead(answer.status, {
          'Content-Type': 'application/json',
        });
        response.end(
          answer.body === undefined ? undefined : JSON.stringify(answer.body),
        );
      });
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = server.address() as AddressInfo;
    client = new IacClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/iac`,
      },
      fetchApi: { fetch },
    });
  });

  afterEach(() => new Promise<void>(resolve => server.close(() => resolve())));

  it('asks for runs with only the given filters', async () => {
    await client.listRuns({ environment: 'a b', limit: 5 }, { token: 't' });
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/api/iac/v1/runs?environment=a+b&limit=5',
        authorization: 'Bearer t',
        body: '',
      },
    ]);
  });

  it('asks how old the secrets of an environment are', async () => {
    answer = { status: 200, body: { items: [], totalItems: 0 } };
    await expect(client.getSecrets('a b')).resolves.toEqual(answer.body);
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: '/api/iac/v1/environments/a%20b/secrets',
    });
  });

  it('asks for episodes of drift, a page at a time', async () => {
    answer = { status: 200, body: { items: [], totalItems: 0 } };
    await client.listDriftEpisodes('a b', { offset: 25, limit: 5 });
    await client.listDriftEpisodes('a');
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/iac/v1/environments/a%20b/drift-episodes?offset=25&limit=5',
      '/api/iac/v1/environments/a/drift-episodes',
    ]);
  });

  it('approves a run by the digest that was seen', async () => {
    await client.approveRun('id/with slash', { approvalDigest: 'abc' });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/api/iac/v1/runs/id%2Fwith%20slash/approve',
      body: '{"approvalDigest":"abc"}',
    });
  });

  it('asks about readiness', async () => {
    await client.listReadiness({ verdict: 'BLOCKED', limit: 5 });
    await client.exportReadiness({
      format: 'csv',
      tier: 'production',
      limit: 5,
    });
    await client.getCheck('a/b', 'drift.current');
    await client.requestWaiver('a', 'drift.current', {
      reason: 'r',
      ticket: 't',
      expiresAt: '2026-12-01T00:00:00Z',
    });
    await client.decideWaiver('a', 'w', { approve: true });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/iac/v1/readiness?verdict=BLOCKED&limit=5',
      'GET /api/iac/v1/readiness/export?format=csv&tier=production',
      'GET /api/iac/v1/readiness/environments/a%2Fb/checks/drift.current',
      'POST /api/iac/v1/readiness/environments/a/checks/drift.current/waivers',
      'POST /api/iac/v1/readiness/environments/a/waivers/w/decide',
    ]);
    answer = {
      status: 403,
      body: {
        error: { name: 'NotAllowedError', message: 'No' },
        response: { statusCode: 403 },
      },
    };
    await expect(client.revokeWaiver('a', 'w')).rejects.toThrow();
  });

  it('tells "no plan yet" from a plan and from a failure', async () => {
    answer = { status: 204 };
    await expect(client.getPlan('1')).resolves.toBeUndefined();
    answer = { status: 200, body: { summary: {} } };
    await expect(client.getPlan('1')).resolves.toEqual({ summary: {} });
    answer = {
      status: 404,
      body: {
        error: { name: 'NotFoundError', message: 'No run' },
        response: { statusCode: 404 },
      },
    };
    await expect(client.getPlan('1')).rejects.toMatchObject({
      name: 'IacRequestError',
      message: 'No run',
      statusCode: 404,
      cause: { name: 'NotFoundError' },
    });
  });
});
