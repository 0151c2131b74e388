import {
  parseSecretJson,
  SecretSourceError,
  type SecretMetadata,
  type SecretReadOptions,
  type SecretSource,
  type SecretValue,
} from '@backstage-iac/plugin-iac-node';
import { z } from 'zod';
import { vaultSettings, type VaultSettings } from './settings';
import { sealed, VaultHttp, type VaultAnswer } from './VaultHttp';
import { VaultLogin } from './VaultLogin';

const mountAnswer = z.object({
  data: z.object({
    path: z.string(),
    options: z.object({ version: z.string().optional() }).nullish(),
  }),
});

const dataAnswer = z.object({
  data: z.object({
    data: z.record(z.string(), z.json()).nullable(),
    metadata: z.object({ version: z.number() }),
  }),
});

const kv1Answer = z.object({ data: z.record(z.string(), z.json()) });

const metadataAnswer = z.object({
  data: z.object({
    current_version: z.number(),
    custom_metadata: z.record(z.string(), z.string()).nullish(),
    versions: z.record(
      z.string(),
      z.object({
        created_time: z.string(),
        deletion_time: z.string(),
        destroyed: z.boolean(),
      }),
    ),
  }),
});

/** A secret of a KV engine. */
interface Place {
  mount: string;
  /** Behind the mount. */
  path: string;
  version: 1 | 2;
}

/** @public */
export interface VaultSecretSourceOptions extends VaultSettings {
  /** Milliseconds since the epoch. @defaultValue `Date.now` */
  now?: () => number;
  /** Waits between two tries, for milliseconds. @defaultValue a timer */
  sleep?: (milliseconds: number) => Promise<unknown>;
}

/** The KV engines of a Vault or OpenBao server. */
class VaultSecretSource implements SecretSource {
  readonly #http: VaultHttp;
  readonly #login: VaultLogin;
  readonly #mounts: ReadonlyMap<string, 1 | 2>;
  readonly #now: () => number;
  readonly #places = new Map<string, Place>();

  constructor(options: VaultSecretSourceOptions) {
    const { now = Date.now, sleep, ...given } = options;
    const { address, namespace, auth, mounts } = vaultSettings.parse(given);
    this.#now = now;
    this.#http = new VaultHttp({ address, namespace, sleep });
    this.#login = new VaultLogin({ auth, http: this.#http, now });
    this.#mounts = new Map(Object.entries(mounts ?? {}));
  }

  async describe(ref: string): Promise<SecretMetadata> {
    const place = await this.#find(ref);
    // Version 1 keeps the value and nothing else: to ask would be to read it.
    if (place.version === 1) return { state: 'enabled' };
    const { mount, path } = place;
    const answer = await this.#ask(`${mount}/metadata/${path}`);
    const { data } = read(metadataAnswer, answer);
    const current = data.versions[String(data.current_version)];
    const renewal = Date.parse(data.custom_metadata?.['renew-date'] ?? '');
    return {
      version: String(data.current_version),
      state:
        !current || current.destroyed || this.#isPast(current.deletion_time)
          ? 'deleted'
          : 'enabled',
      ...(current
        ? {
            rotated: {
              at: new Date(current.created_time).toISOString(),
              field: `versions[${data.current_version}].created_time`,
              confidence: 'strong' as const,
            },
          }
        : {}),
      ...(Number.isNaN(renewal)
        ? {}
        : { nextRotationAt: new Date(renewal).toISOString() }),
    };
  }

  async read(ref: string, options?: SecretReadOptions): Promise<SecretValue> {
    const { mount, path, version } = await this.#find(ref);
    if (version === 1) {
      if (options?.version !== undefined) {
        throw new SecretSourceError('version-gone', 'keeps no versions');
      }
      const answer = await this.#ask(`${mount}/${path}`);
      return { value: JSON.stringify(read(kv1Answer, answer).data) };
    }
    const wanted = options?.version;
    if (wanted !== undefined && !/^\d+$/.test(wanted)) {
      throw new SecretSourceError('version-gone', `has no version '${wanted}'`);
    }
    const answer = await this.#ask(
      `${mount}/data/${path}${wanted ? `?version=${wanted}` : ''}`,
      wanted,
    );
    const { data, metadata } = read(dataAnswer, answer).data;
    if (data === null) throw deleted(wanted);
    return { value: JSON.stringify(data), version: String(metadata.version) };
  }

  #isPast(time: string): boolean {
    return time !== '' && Date.parse(time) <= this.#now();
  }

  /** Asks with a token, and once more with a new one when it was not taken. */
  async #ask(path: string, version?: string): Promise<VaultAnswer> {
    const answer = await this.#authorized(path);
    if (answer.status === 200) return answer;
    if (answer.status === 404) throw notFound(answer, version);
    if (answer.status === 403) {
      throw new SecretSourceError('denied', 'is refused by the policies', {
        nextStep:
          "Give the login's policy the capability 'read' on the path: kv/data/… for values, kv/metadata/… for readiness, with version 2.",
      });
    }
    throw new SecretSourceError(
      'unavailable',
      `was answered with status ${answer.status}`,
    );
  }

  async #authorized(path: string): Promise<VaultAnswer> {
    const ask = async () =>
      this.#http.request({
        method: 'GET',
        path,
        token: await this.#login.token(),
      });
    const answer = await ask();
    if (answer.status !== 403) return answer;
    if (/sealed/i.test(answer.text)) throw sealed();
    if (!this.#login.renews) return answer;
    // A revoked token is refused in the same words as a missing right.
    this.#login.forget();
    return ask();
  }

  /** Where the mount ends and the path begins, which only the server knows. */
  async #find(ref: string): Promise<Place> {
    const known = this.#places.get(ref);
    if (known) return known;
    const steps = ref.split('/');
    if (
      steps.length < 2 ||
      steps.some(step => step === '' || step === '.' || step === '..')
    ) {
      throw new SecretSourceError('missing', "is no path 'mount/path'");
    }
    const place = this.#configured(steps) ?? (await this.#discover(steps));
    this.#places.set(ref, place);
    return place;
  }

  #configured(steps: string[]): Place | undefined {
    for (let length = steps.length - 1; length > 0; length -= 1) {
      const mount = steps.slice(0, length).join('/');
      const version = this.#mounts.get(mount);
      if (version) return toPlace(mount, steps.slice(length), version);
    }
    return undefined;
  }

  /** Any token may ask this for a path that it may read. */
  async #discover(steps: string[]): Promise<Place> {
    const path = steps.map(encodeURIComponent).join('/');
    const answer = await this.#authorized(`sys/internal/ui/mounts/${path}`);
    if (answer.status !== 200) {
      throw new SecretSourceError(
        'denied',
        'is below no mount that our token may see',
        {
          nextStep:
            "Check the path, give the login's policy the capability 'read' on it, or set 'mounts' of the source.",
        },
      );
    }
    const { data } = read(mountAnswer, answer);
    const mount = data.path.replace(/\/$/, '');
    const inner = steps.slice(mount.split('/').length);
    return toPlace(mount, inner, data.options?.version === '2' ? 2 : 1);
  }
}

function toPlace(mount: string, steps: string[], version: 1 | 2): Place {
  return { mount, path: steps.map(encodeURIComponent).join('/'), version };
}

function read<T>(schema: z.ZodType<T>, { text }: VaultAnswer): T {
  const parsed = schema.safeParse(parseSecretJson(text));
  if (parsed.success) return parsed.data;
  // The problems would quote the answer.
  throw new SecretSourceError(
    'unavailable',
    'was answered in a form that is not that of a KV engine',
  );
}

/** A deleted version is answered with 404, too, with its metadata and no data. */
function notFound(answer: VaultAnswer, version?: string): SecretSourceError {
  const parsed = dataAnswer.safeParse(parseSecretJson(answer.text));
  if (parsed.success) return deleted(version);
  return version === undefined
    ? new SecretSourceError('missing', 'does not exist')
    : new SecretSourceError('version-gone', `has no version ${version}`);
}

function deleted(version?: string): SecretSourceError {
  return version === undefined
    ? new SecretSourceError('missing', 'was deleted', {
        nextStep:
          "Undelete its version ('vault kv undelete'), or write a new one.",
      })
    : new SecretSourceError('version-gone', `lost version ${version}`);
}

/**
 * A source of secrets in Vault or OpenBao.
 *
 * @param options - settings as in the configuration
 * @public
 */
export function createVaultSecretSource(
  options: VaultSecretSourceOptions,
): SecretSource {
  return new VaultSecretSource(options);
}
