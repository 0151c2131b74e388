import { createServer, type IncomingMessage, type Server } from 'node:http';
import { generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

interface Version {
  value: string;
  createTime: string;
  state: 'ENABLED' | 'DISABLED' | 'DESTROYED';
}

interface Answer {
  status: number;
  body: unknown;
}

const RPC_CODES: Record<string, number> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/**
 * The REST API of Secret Manager, as published:
 * https://cloud.google.com/secret-manager/docs/reference/rest
 */
export class GoogleCloud {
  readonly secrets = new Map<string, Version[]>();
  rotation?: { nextRotationTime: string; rotationPeriod: string };
  readonly requests: string[] = [];
  /** Methods that the identity may not call. */
  denied: string[] = [];
  #troubles: string[] = [];
  readonly #server: Server;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

  static async start(): Promise<GoogleCloud> {
    const cloud = new GoogleCloud();
    cloud.#server.listen(0, '127.0.0.1');
    await once(cloud.#server, 'listening');
    return cloud;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      request.resume().on('end', () => {
        const { status, body } = this.#answer(request);
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The content of a service account's key file. */
  get credentials(): string {
    return JSON.stringify({
      type: 'service_account',
      project_id: 'acme',
      private_key_id: '1',
      private_key: this.#keys.privateKey.export({
        type: 'pkcs8',
        format: 'pem',
      }),
      client_email: 'iac@acme.iam.gserviceaccount.com',
      client_id: '1',
    });
  }

  add(name: string, value: string, createTime = '2026-11-01T08:00:00.250Z') {
    const version: Version = { value, createTime, state: 'ENABLED' };
    this.secrets.set(name, [...(this.secrets.get(name) ?? []), version]);
  }

  /** The next calls fail with these codes. */
  trouble(...codes: string[]) {
    this.#troubles.push(...codes);
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** A service account signs its own tokens: https://google.aip.dev/auth/4111 */
  #isSigned(authorization = ''): boolean {
    const [head, claims, signature] = authorization
      .replace('Bearer ', '')
      .split('.');
    return (
      claims !== undefined &&
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        this.#keys.publicKey,
        Buffer.from(signature, 'base64url'),
      )
    );
  }

  #answer(request: IncomingMessage): Answer {
    const url = new URL(request.url ?? '', 'http://localhost');
    const path = decodeURIComponent(url.pathname);
    this.requests.push(path);
    if (!this.#isSigned(request.headers.authorization)) {
      return failure('UNAUTHENTICATED');
    }
    const trouble = this.#troubles.shift();
    if (trouble) return failure(trouble);
    const match =
      /^\/v1\/projects\/acme\/secrets\/([\w-]+)(\/versions)?(?:\/([\w-]+):access)?$/.exec(
        path,
      );
    if (!match) return failure('INVALID_ARGUMENT');
    const [, name, list, wanted] = match;
    let method = 'getSecret';
    if (wanted) method = 'accessSecretVersion';
    else if (list) method = 'listSecretVersions';
    if (this.denied.includes(method)) return failure('PERMISSION_DENIED');
    const versions = this.secrets.get(name);
    if (!versions) return failure('NOT_FOUND');
    if (wanted) return access(name, versions, wanted);
    if (list)
      return listed(name, versions, Number(url.searchParams.get('pageSize')));
    return {
      status: 200,
      body: {
        name: `projects/1/secrets/${name}`,
        createTime: versions[0].createTime,
        ...(this.rotation ? { rotation: this.rotation } : {}),
      },
    };
  }
}

function access(name: string, versions: Version[], wanted: string): Answer {
  const number = wanted === 'latest' ? versions.length : Number(wanted);
  const version = versions[number - 1];
  if (!version) return failure('NOT_FOUND');
  if (version.state !== 'ENABLED') return failure('FAILED_PRECONDITION');
  return {
    status: 200,
    body: {
      name: `projects/1/secrets/${name}/versions/${number}`,
      payload: { data: Buffer.from(version.value).toString('base64') },
    },
  };
}

/** The newest first. */
function listed(name: string, versions: Version[], pageSize: number): Answer {
  const all = versions
    .map(({ state, createTime }, index) => ({
      name: `projects/1/secrets/${name}/versions/${index + 1}`,
      state,
      createTime,
    }))
    .reverse();
  return {
    status: 200,
    body: {
      versions: all.slice(0, pageSize),
      totalSize: all.length,
      nextPageToken: '',
    },
  };
}

function failure(status: string): Answer {
  const code = RPC_CODES[status];
  return {
    status: code,
    body: { error: { code, status, message: `hunter2 ${status}` } },
  };
}
