import { SecretSourceError } from '@backstage-iac/plugin-iac-node';
import { setTimeout as wait } from 'node:timers/promises';

/** Tries of one request, the first included. */
const ATTEMPTS = 4;
/** Doubles with each try, milliseconds. */
const FIRST_DELAY_MS = 250;
/** A server that wants more time than this is not there for us now, milliseconds. */
const LONGEST_DELAY_MS = 10_000;
const TIMEOUT_MS = 15_000;

/** Statuses that a later try may not give: rate limits, standbys, restarts. */
const RETRIED = new Set([412, 429, 472, 473, 500, 502, 503, 504]);

export interface VaultRequest {
  method: 'GET' | 'POST';
  /** Behind `/v1/`. */
  path: string;
  token?: string;
  body?: unknown;
}

export interface VaultAnswer {
  status: number;
  text: string;
}

/**
 * Speaks HTTP with Vault or OpenBao
 * (https://developer.hashicorp.com/vault/api-docs): patient where another try
 * may help, silent about what stands in an answer.
 */
export class VaultHttp {
  readonly #address: string;
  readonly #namespace?: string;
  readonly #sleep: (milliseconds: number) => Promise<unknown>;

  constructor(options: {
    address: string;
    namespace?: string;
    /** @defaultValue a timer */
    sleep?: (milliseconds: number) => Promise<unknown>;
  }) {
    this.#address = options.address.replace(/\/+$/, '');
    this.#namespace = options.namespace;
    this.#sleep = options.sleep ?? (milliseconds => wait(milliseconds));
  }

  /**
   * @returns an answer whose status is none that a later try may change
   * @throws SecretSourceError - `unavailable`
   */
  async request(request: VaultRequest): Promise<VaultAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#try(request);
      const retried = answer === undefined || RETRIED.has(answer.status);
      if (answer && !retried) return answer;
      // 503 is what a sealed server says; waiting does not unseal it.
      if (answer && isSealed(answer)) throw sealed();
      const delay = delayBefore(attempt, answer?.retryAfter);
      if (attempt === ATTEMPTS || delay > LONGEST_DELAY_MS) {
        throw new SecretSourceError(
          'unavailable',
          answer
            ? `was answered with status ${answer.status}, ${attempt} times`
            : `could not be asked for: the server does not answer`,
          {
            nextStep: `Check that ${
              new URL(this.#address).origin
            } can be reached and is healthy, and try again.`,
          },
        );
      }
      await this.#sleep(delay);
    }
  }

  async #try(
    request: VaultRequest,
  ): Promise<(VaultAnswer & { retryAfter?: string }) | undefined> {
    const { method, path, token, body } = request;
    try {
      const response = await fetch(`${this.#address}/v1/${path}`, {
        method,
        // A redirect would carry the token elsewhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'X-Vault-Request': 'true',
          ...(token ? { 'X-Vault-Token': token } : {}),
          ...(this.#namespace ? { 'X-Vault-Namespace': this.#namespace } : {}),
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return {
        status: response.status,
        text: await response.text(),
        retryAfter: response.headers.get('retry-after') ?? undefined,
      };
    } catch {
      return undefined;
    }
  }
}

/** Milliseconds. The server's own word counts: seconds, or a date. */
function delayBefore(attempt: number, retryAfter?: string): number {
  const backoff = FIRST_DELAY_MS * 2 ** (attempt - 1);
  if (!retryAfter) return backoff;
  const seconds = Number(retryAfter);
  const asked = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(asked) ? Math.max(asked, backoff) : backoff;
}

function isSealed({ status, text }: VaultAnswer): boolean {
  return status === 503 && /Vault is sealed|OpenBao is sealed/i.test(text);
}

export function sealed(): SecretSourceError {
  return new SecretSourceError('unavailable', 'is behind a seal', {
    nextStep: 'Unseal the server, and try again.',
  });
}
