import { SecretSourceError } from '@backstage-iac/plugin-iac-node';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ReadVaultSettings } from './settings';
import { sealed, type VaultAnswer, type VaultHttp } from './VaultHttp';

/** A token is renewed once this part of its life is over. */
const RENEWAL_SHARE = 2 / 3;

const loginAnswer = z.object({
  auth: z.object({
    client_token: z.string().min(1),
    lease_duration: z.number().min(0),
    renewable: z.boolean(),
  }),
});

type Auth = ReadVaultSettings['auth'];

interface Lease {
  token: string;
  /** When it should be renewed, milliseconds since the epoch; absent for one that never ends. */
  renewAt?: number;
  endsAt?: number;
  renewable: boolean;
}

/** The token of one server: logs in when there is none, and renews it before it ends. */
export class VaultLogin {
  readonly #auth: Auth;
  readonly #http: VaultHttp;
  readonly #now: () => number;
  #lease?: Promise<Lease>;

  constructor(options: { auth: Auth; http: VaultHttp; now: () => number }) {
    this.#auth = options.auth;
    this.#http = options.http;
    this.#now = options.now;
  }

  /**
   * A token that is good now.
   *
   * @throws SecretSourceError - `denied` when the server does not take the login
   */
  async token(): Promise<string> {
    // Several secrets are read at a time, and share one login.
    const current = (this.#lease ??= this.#logIn());
    try {
      const lease = await current;
      const now = this.#now();
      if (lease.renewAt === undefined || now < lease.renewAt) {
        return lease.token;
      }
      if (this.#lease === current) this.#lease = this.#prolong(lease);
      return (await this.#lease).token;
    } catch (error) {
      if (this.#lease === current) this.#lease = undefined;
      throw error;
    }
  }

  /** The server does not know this token any more. */
  forget(): void {
    this.#lease = undefined;
  }

  /** Whether another login can give another token. */
  get renews(): boolean {
    return !('token' in this.#auth);
  }

  async #prolong(lease: Lease): Promise<Lease> {
    const ended = lease.endsAt !== undefined && this.#now() >= lease.endsAt;
    if (!lease.renewable || ended) return this.#logIn();
    const answer = await this.#http.request({
      method: 'POST',
      path: 'auth/token/renew-self',
      token: lease.token,
      body: {},
    });
    return answer.status === 200 ? this.#leaseOf(answer) : this.#logIn();
  }

  async #logIn(): Promise<Lease> {
    const auth = this.#auth;
    if ('token' in auth) return { token: auth.token, renewable: false };
    if ('tokenFile' in auth) {
      return {
        token: await readTokenFile(auth.tokenFile),
        renewable: false,
        // Vault Agent puts a new one there; it is read again at each use.
        renewAt: this.#now(),
      };
    }
    const { mount, body } = await credentialsOf(auth);
    const answer = await this.#http.request({
      method: 'POST',
      path: `auth/${mount}/login`,
      body,
    });
    if (answer.status === 200) return this.#leaseOf(answer);
    throw refused(auth, answer);
  }

  #leaseOf({ text }: VaultAnswer): Lease {
    let answer: z.infer<typeof loginAnswer>;
    try {
      answer = loginAnswer.parse(JSON.parse(text));
    } catch {
      throw new SecretSourceError(
        'unavailable',
        'could not be asked for: the login was answered with something else than a token',
      );
    }
    const { client_token: token, lease_duration, renewable } = answer.auth;
    if (lease_duration === 0) return { token, renewable };
    const lifeMs = lease_duration * 1000;
    return {
      token,
      renewable,
      renewAt: this.#now() + lifeMs * RENEWAL_SHARE,
      endsAt: this.#now() + lifeMs,
    };
  }
}

type LoginAuth = Exclude<Auth, { token: string } | { tokenFile: string }>;

async function credentialsOf(auth: LoginAuth) {
  if ('appRole' in auth) {
    const { roleId, secretId, secretIdFile, mount } = auth.appRole;
    return {
      mount,
      body: {
        role_id: roleId,
        secret_id: secretId ?? (await readTokenFile(secretIdFile ?? '')),
      },
    };
  }
  const { role, tokenFile, mount } =
    'kubernetes' in auth ? auth.kubernetes : auth.jwt;
  return { mount, body: { role, jwt: await readTokenFile(tokenFile) } };
}

/** Read at each login: the kubelet, and Vault Agent, write them anew. */
async function readTokenFile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim()) return text.trim();
  throw new SecretSourceError(
    'denied',
    'could not be asked for: the file with the credential is missing or empty',
    { nextStep: `Check the file '${file}'.` },
  );
}

function refused(auth: LoginAuth, { status, text }: VaultAnswer) {
  if (/sealed/i.test(text)) return sealed();
  const method = Object.keys(auth)[0];
  const nextSteps: Record<string, string> = {
    kubernetes:
      "Check the role's bound service account and audience, and that the server may create TokenReviews (ClusterRole system:auth-delegator).",
    jwt: "Check the role's bound audiences and claims, and the expiry of the token.",
    appRole:
      'Check the role id, and whether the secret id was used up or has expired.',
  };
  return new SecretSourceError(
    'denied',
    `could not be asked for: the login by ${method} was refused with status ${status}`,
    { nextStep: nextSteps[method] },
  );
}
