import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** As NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts plan files, for they hold variables and state in clear. */
export class PlanVault {
  readonly #key: Buffer;

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param secret - the engine's digest key; another key is derived from it */
  static create(secret: Buffer): PlanVault {
    const key = hkdfSync('sha256', secret, '', 'iac:plan-file:v1', KEY_BYTES);
    return new PlanVault(Buffer.from(key));
  }

  /** Replaces the plan by its sealed form. */
  async seal(planFile: string): Promise<void> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce);
    const content = cipher.update(await readFile(planFile));
    const sealed = Buffer.concat([nonce, content, cipher.final()]);
    await writeFile(
      sealedName(planFile),
      Buffer.concat([sealed, cipher.getAuthTag()]),
      { mode: 0o600 },
    );
    await rm(planFile);
  }

  /**
   * Puts the plan back where Terraform reads it.
   *
   * @throws when it is gone, or is not as it was sealed
   */
  async open(planFile: string): Promise<void> {
    const sealed = await readFile(sealedName(planFile));
    const end = sealed.length - TAG_BYTES;
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(end));
    const content = decipher.update(sealed.subarray(NONCE_BYTES, end));
    const plain = Buffer.concat([content, decipher.final()]);
    await writeFile(planFile, plain, { mode: 0o600 });
  }
}

function sealedName(planFile: string): string {
  return `${planFile}.sealed`;
}
