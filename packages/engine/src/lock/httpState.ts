import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { RunFailure } from '../errors';
import type { StateDefinition } from '../types';

const TIMEOUT_MS = 15_000;
/** A lock's JSON has some hundred bytes. */
const LONGEST_ANSWER_BYTES = 64 * 1024;

export interface HttpAnswer {
  status: number;
  body: string;
}

/**
 * Terraform's `http` state backend, as far as locks go
 * (https://developer.hashicorp.com/terraform/language/backend/http). Settings
 * come from the definition, then from `TF_HTTP_…`, as Terraform takes them.
 */
export class HttpState {
  readonly #state: StateDefinition;

  constructor(state: StateDefinition) {
    this.#state = state;
  }

  /** Without these addresses, Terraform does not lock, or does not unlock. */
  get locks(): boolean {
    return ['lock_address', 'unlock_address'].every(
      name => this.#text(name) !== undefined,
    );
  }

  /** @throws when the server cannot be reached */
  lock(info: string): Promise<HttpAnswer> {
    return this.#send('lock', 'LOCK', info);
  }

  /** @throws when the server cannot be reached */
  unlock(info: string): Promise<HttpAnswer> {
    return this.#send('unlock', 'UNLOCK', info);
  }

  #text(name: string): string | undefined {
    const given =
      this.#state.config[name] ??
      this.#state.env[`TF_HTTP_${name.toUpperCase()}`];
    return typeof given === 'string' && given !== '' ? given : undefined;
  }

  async #send(
    kind: 'lock' | 'unlock',
    method: string,
    body: string,
  ): Promise<HttpAnswer> {
    const address = this.#text(`${kind}_address`);
    if (!address || !URL.canParse(address)) {
      throw new RunFailure(`The state has no usable ${kind}_address`, {
        nextStep: `Give its settings a ${kind}_address with https://…`,
      });
    }
    const url = new URL(address);
    const username = this.#text('username');
    const options: RequestOptions = {
      method: this.#text(`${kind}_method`) ?? method,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      },
      ...(username
        ? { auth: `${username}:${this.#text('password') ?? ''}` }
        : {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    const tls = {
      ca: this.#text('client_ca_certificate_pem'),
      cert: this.#text('client_certificate_pem'),
      key: this.#text('client_private_key_pem'),
      rejectUnauthorized: this.#state.config.skip_cert_verification !== true,
    };
    return new Promise((resolve, reject) => {
      const request =
        url.protocol === 'https:'
          ? requestHttps(url, { ...options, ...tls })
          : requestHttp(url, options);
      request.on('error', reject);
      request.on('response', response => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= LONGEST_ANSWER_BYTES) chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      request.end(body);
    });
  }
}
