import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import {
  SecretSourceError,
  type SecretMetadata,
  type SecretReadOptions,
  type SecretSource,
  type SecretValue,
} from '@backstage-iac/plugin-iac-node';
import { z } from 'zod';
import { FetchingAuth } from './FetchingAuth';
import { noCredentials, toSourceError } from './gcpErrors';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

const text = z.string().min(1, 'must not be empty');

/** `iac.secrets.sources.<id>` of Google Cloud Secret Manager. */
export const gcpSettings = z.strictObject({
  project: text.optional(),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'must be https://…' })
    .optional(),
});

/** @public */
export type GcpSettings = z.infer<typeof gcpSettings>;

/** What the client gives for a `google.protobuf.Timestamp`. */
interface Timestamp {
  seconds?: number | string | { toString(): string } | null;
  nanos?: number | null;
}

/** Google Cloud Secret Manager, with the application default credentials. */
class GcpSecretSource implements SecretSource {
  readonly #auth: FetchingAuth;
  readonly #client: SecretManagerServiceClient;
  readonly #project?: string;

  constructor({ project, endpoint }: GcpSettings) {
    this.#project = project;
    this.#auth = new FetchingAuth({ scopes: SCOPE });
    this.#client = new SecretManagerServiceClient({
      // REST: as good as gRPC for a few calls, and goes through every proxy.
      fallback: true,
      auth: this.#auth,
      ...(endpoint ? endpointOptions(endpoint) : {}),
    });
  }

  /** Needs `roles/secretmanager.viewer`, which gives no values. */
  async describe(ref: string): Promise<SecretMetadata> {
    const name = await this.#nameOf(ref);
    const [secret] = await this.#call(() => this.#client.getSecret({ name }));
    const [versions] = await this.#call(() =>
      this.#client.listSecretVersions(
        { parent: name, pageSize: 1 },
        { autoPaginate: false },
      ),
    );
    // The newest one, whatever its state: what `latest` means.
    const [newest] = versions;
    const created = toTime(newest?.createTime);
    const next = toTime(secret.rotation?.nextRotationTime);
    return {
      ...(newest?.name ? { version: lastPart(newest.name) } : {}),
      state: stateOf(newest?.state),
      ...(created
        ? {
            rotated: {
              at: created,
              field: `versions/${lastPart(newest.name ?? '')}.createTime`,
              confidence: 'strong' as const,
            },
          }
        : {}),
      ...(next ? { nextRotationAt: next } : {}),
    };
  }

  /** Needs `roles/secretmanager.secretAccessor`. */
  async read(ref: string, options?: SecretReadOptions): Promise<SecretValue> {
    const version = options?.version;
    if (version !== undefined && !/^[\w-]+$/.test(version)) {
      throw new SecretSourceError(
        'version-gone',
        `has no version '${version}'`,
      );
    }
    const name = `${await this.#nameOf(ref)}/versions/${version ?? 'latest'}`;
    const [answer] = await this.#call(
      () => this.#client.accessSecretVersion({ name }),
      version,
    );
    const data = answer.payload?.data;
    if (data === undefined || data === null) {
      throw new SecretSourceError('missing', 'is empty');
    }
    // `latest` and aliases are answered with the number that they mean.
    return {
      value:
        typeof data === 'string'
          ? Buffer.from(data, 'base64').toString('utf8')
          : Buffer.from(data).toString('utf8'),
      ...(answer.name ? { version: lastPart(answer.name) } : {}),
    };
  }

  async #nameOf(ref: string): Promise<string> {
    if (
      /^projects\/[\w:.-]+(\/locations\/[\w-]+)?\/secrets\/[\w-]+$/.test(ref)
    ) {
      return ref;
    }
    if (!/^[\w-]+$/.test(ref)) {
      throw new SecretSourceError(
        'missing',
        "is no name of a secret, and no 'projects/<project>/secrets/<name>'",
      );
    }
    const project =
      this.#project ?? (await this.#call(() => this.#client.getProjectId()));
    return `projects/${project}/secrets/${ref}`;
  }

  async #call<T>(ask: () => Promise<T>, version?: string): Promise<T> {
    // First, for the client has no word for missing credentials but a rejection
    // that nobody can catch.
    await this.#auth.getClient().catch(() => {
      throw noCredentials();
    });
    try {
      return await ask();
    } catch (error) {
      throw toSourceError(error, version);
    }
  }
}

function endpointOptions(endpoint: string) {
  const { protocol, hostname, port } = new URL(endpoint);
  const secure = protocol === 'https:';
  return {
    apiEndpoint: hostname,
    port: Number(port || (secure ? 443 : 80)),
    protocol: secure ? 'https' : 'http',
  };
}

function stateOf(
  state: string | number | null | undefined,
): SecretMetadata['state'] {
  if (state === 'ENABLED' || state === 1) return 'enabled';
  if (state === 'DISABLED' || state === 2) return 'disabled';
  return 'deleted';
}

function toTime(time: Timestamp | null | undefined): string | undefined {
  if (!time?.seconds) return undefined;
  const milliseconds = Number(time.seconds) * 1000 + (time.nanos ?? 0) / 1e6;
  return new Date(milliseconds).toISOString();
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/**
 * A source of secrets in Google Cloud Secret Manager. References are names, or
 * `projects/<project>/secrets/<name>`.
 *
 * @param settings - as in the configuration
 * @public
 */
export function createGcpSecretSource(
  settings: GcpSettings = {},
): SecretSource {
  return new GcpSecretSource(settings);
}
