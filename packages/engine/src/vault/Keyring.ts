import { createCipheriv, createDecipheriv } from 'node:crypto';
import { BrokenSealError, UnknownKeyError } from './errors';
import { KEY_ID } from './sealedFormat';

/** RFC 3394 with a 256 bit key: deterministic, and checks itself on unwrapping. */
const WRAP = 'id-aes256-wrap';
/** The initial value of RFC 3394, section 2.2.3.1. */
const WRAP_IV = Buffer.from('a6a6a6a6a6a6a6a6', 'hex');
const KEY_BYTES = 32;

/** A key-encryption key: it encrypts the keys of files, never a file. */
export interface EncryptionKey {
  /** Stands in clear in every file: 1 to 64 letters, digits, dots, dashes or underscores. */
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

/**
 * The keys that data keys are wrapped with. The first one wraps, all unwrap: a
 * new key is put in front, and an old one is taken out once no file names it.
 */
export class Keyring {
  /** Id of the key that wraps. */
  readonly active: string;
  readonly #keys: Map<string, Buffer>;

  private constructor(active: string, keys: Map<string, Buffer>) {
    this.active = active;
    this.#keys = keys;
  }

  /** @throws RangeError for no key, a key of another length, an id that is not usable or there twice */
  static create(keys: EncryptionKey[]): Keyring {
    const [first] = keys;
    if (!first) throw new RangeError('A keyring needs at least one key');
    const byId = new Map<string, Buffer>();
    for (const { id, secret } of keys) {
      if (!KEY_ID.test(id)) {
        throw new RangeError(`${JSON.stringify(id)} is not a usable key id`);
      }
      if (byId.has(id))
        throw new RangeError(`The key id '${id}' is there twice`);
      if (secret.length !== KEY_BYTES) {
        throw new RangeError(
          `The key '${id}' has ${secret.length} bytes; it needs ${KEY_BYTES}`,
        );
      }
      byId.set(id, secret);
    }
    return new Keyring(first.id, byId);
  }

  /** All key ids, the active one first. */
  get ids(): string[] {
    return [...this.#keys.keys()];
  }

  /**
   * @param dataKey - 32 bytes
   * @returns 40 bytes, under the active key
   */
  wrap(dataKey: Buffer): Buffer {
    const cipher = createCipheriv(WRAP, this.#secret(this.active), WRAP_IV);
    return Buffer.concat([cipher.update(dataKey), cipher.final()]);
  }

  /**
   * @throws UnknownKeyError when the key is not here
   * @throws BrokenSealError when the wrapped key was not made by this key
   */
  unwrap(keyId: string, wrapped: Buffer): Buffer {
    const cipher = createDecipheriv(WRAP, this.#secret(keyId), WRAP_IV);
    try {
      return Buffer.concat([cipher.update(wrapped), cipher.final()]);
    } catch (cause) {
      throw new BrokenSealError(
        `the key '${keyId}' does not fit; the file was changed, or encrypted with another key of that id`,
        { cause },
      );
    }
  }

  #secret(keyId: string): Buffer {
    const secret = this.#keys.get(keyId);
    if (!secret) throw new UnknownKeyError(keyId, this.ids);
    return secret;
  }
}
