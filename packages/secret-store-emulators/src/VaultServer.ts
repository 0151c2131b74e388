import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

interface Version {
  data: Record<string, unknown>;
  created: string;
  deleted?: string;
  destroyed?: boolean;
}

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/**
 * Vault's HTTP API as far as it is published: KV version 1 at `old/`, version 2
 * at `team/kv/`, logins, renewals, seals, rate limits.
 * https://developer.hashicorp.com/vault/api-docs
 */
export class VaultServer {
  readonly secrets = new Map<string, Version[]>();
  readonly plain = new Map<string, Record<string, unknown>>();
  readonly custom = new Map<string, Record<string, string>>();
  readonly requests: string[] = [];
  readonly namespaces = new Set<string>();
  /** Credentials that a login must give. */
  credentials: Record<string, unknown> = {};
  /** Seconds that a token lives. */
  lease = 60;
  renewable = true;
  sealed = false;
  /** Paths that the policy does not give. */
  denied: string[] = [];
  readonly tokens = new Set<string>(['root']);
  readonly #disturbances: Answer[] = [];
  readonly #server: Server;
  #logins = 0;

  static async start(): Promise<VaultServer> {
    const server = new VaultServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request).then(({ status, body, headers }) => {
        response.writeHead(status, {
          'Content-Type': 'application/json',
          ...headers,
        });
        response.end(body === undefined ? '' : JSON.stringify(body));
      });
    });
  }

  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  write(
    path: string,
    data: Record<string, unknown>,
    created = '2026-11-01T08:00:00.123456Z',
  ) {
    this.secrets.set(path, [
      ...(this.secrets.get(path) ?? []),
      { data, created },
    ]);
  }

  /** The next answers, in place of the real ones. */
  disturb(...answers: Answer[]) {
    this.#disturbances.push(...answers);
  }

  revoke() {
    this.tokens.clear();
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '', 'http://localhost');
    const path = decodeURIComponent(url.pathname).replace('/v1/', '');
    this.requests.push(`${request.method} ${path}${url.search}`);
    this.namespaces.add(String(request.headers['x-vault-namespace'] ?? ''));
    const disturbance = this.#disturbances.shift();
    if (disturbance) return disturbance;
    if (this.sealed) return errors(503, 'Vault is sealed');
    const body = await bodyOf(request);
    const login = /^auth\/(\w+)\/login$/.exec(path);
    if (login) return this.#login(body);
    const token = String(request.headers['x-vault-token'] ?? '');
    if (!this.tokens.has(token))
      return errors(403, 'permission denied', 'invalid token');
    if (path === 'auth/token/renew-self') return this.#lease(token);
    if (this.denied.some(prefix => path.startsWith(prefix))) {
      return errors(403, '1 error occurred:\n\t* permission denied\n\n');
    }
    if (path.startsWith('sys/internal/ui/mounts/'))
      return mountOf(path.slice(23));
    if (path.startsWith('team/kv/data/'))
      return this.#data(path.slice(13), url.searchParams);
    if (path.startsWith('team/kv/metadata/'))
      return this.#metadata(path.slice(17));
    const data = this.plain.get(path);
    return data
      ? { status: 200, body: { data, lease_duration: 2764800 } }
      : errors(404);
  }

  #login(body: Record<string, unknown>): Answer {
    if (JSON.stringify(body) !== JSON.stringify(this.credentials)) {
      return errors(400, 'invalid role or secret ID');
    }
    this.#logins += 1;
    const token = `hvs.login-${this.#logins}`;
    this.tokens.add(token);
    return this.#lease(token);
  }

  #lease(token: string): Answer {
    const { lease, renewable } = this;
    return {
      status: 200,
      body: {
        auth: {
          client_token: token,
          lease_duration: lease,
          renewable,
          policies: ['default'],
        },
      },
    };
  }

  #data(path: string, query: URLSearchParams): Answer {
    const versions = this.secrets.get(path);
    if (!versions) return errors(404);
    const number = Number(query.get('version') ?? versions.length);
    const version = versions[number - 1];
    if (!version) return errors(404);
    const metadata = metadataOf(version, number);
    return metadata.destroyed || version.deleted
      ? { status: 404, body: { data: { data: null, metadata } } }
      : { status: 200, body: { data: { data: version.data, metadata } } };
  }

  #metadata(path: string): Answer {
    const versions = this.secrets.get(path);
    if (!versions) return errors(404);
    return {
      status: 200,
      body: {
        data: {
          current_version: versions.length,
          created_time: versions[0].created,
          updated_time: '2026-11-20T00:00:00Z',
          custom_metadata: this.custom.get(path) ?? null,
          versions: Object.fromEntries(
            versions.map((version, index) => [
              index + 1,
              metadataOf(version, index + 1),
            ]),
          ),
        },
      },
    };
  }
}

function metadataOf(version: Version, number: number) {
  return {
    created_time: version.created,
    deletion_time: version.deleted ?? '',
    destroyed: version.destroyed ?? false,
    version: number,
  };
}

function mountOf(path: string): Answer {
  if (path.startsWith('team/kv/')) {
    return {
      status: 200,
      body: {
        data: { path: 'team/kv/', type: 'kv', options: { version: '2' } },
      },
    };
  }
  if (path.startsWith('old/')) {
    return {
      status: 200,
      body: { data: { path: 'old/', type: 'kv', options: null } },
    };
  }
  return errors(
    403,
    `preflight capability check returned 403, please ensure client's policies grant access to path "${path}/"`,
  );
}

function errors(status: number, ...messages: string[]): Answer {
  return { status, body: { errors: messages } };
}

async function bodyOf(
  request: IncomingMessage,
): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const text = Buffer.concat(pieces).toString();
  return text ? JSON.parse(text) : {};
}
