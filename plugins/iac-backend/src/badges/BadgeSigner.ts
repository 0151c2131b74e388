import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the signature is about, so that one for another thing is none for this. */
const PURPOSE = 'iac:readiness-badge:v1';

/** Signs URLs of badges for READMEs outside the portal. */
export class BadgeSigner {
  readonly #key: Buffer;
  readonly #baseUrl: string;

  /**
   * @param options - `digestKey`: a key of its own is derived from it.
   *   `baseUrl`: of the plugin, `https://portal.example.com/api/iac`
   */
  constructor(options: { digestKey: Buffer; baseUrl: string }) {
    this.#key = createHmac('sha256', options.digestKey)
      .update('iac:badge-key')
      .digest();
    this.#baseUrl = options.baseUrl;
  }

  /** @param expiresAt - absent: as long as the key lives */
  urlsOf(environment: string, expiresAt?: Date) {
    const expires = expiresAt && Math.floor(expiresAt.getTime() / 1000);
    const query = new URLSearchParams({
      ...(expires ? { expires: String(expires) } : {}),
      signature: this.#sign(environment, expires ? String(expires) : ''),
    });
    const path = `${this.#baseUrl}/badges/${encodeURIComponent(
      environment,
    )}/readiness`;
    return {
      svg: `${path}.svg?${query}`,
      json: `${path}.json?${query}`,
      expiresAt: expires ? new Date(expires * 1000).toISOString() : undefined,
    };
  }

  /** Takes the same time whatever is wrong. */
  verify(options: {
    environment: string;
    expires?: string;
    signature?: string;
    now: Date;
  }): boolean {
    const { environment, expires = '', signature = '', now } = options;
    const expected = Buffer.from(this.#sign(environment, expires));
    const given = Buffer.from(signature.padEnd(expected.length));
    return (
      given.length === expected.length &&
      timingSafeEqual(given, expected) &&
      (expires === '' || Number(expires) * 1000 > now.getTime())
    );
  }

  #sign(environment: string, expires: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([PURPOSE, environment, expires]))
      .digest('base64url');
  }
}
