import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../files/nodeErrors';
import { bytesOf, withFile, writeWhole } from '../files/wholeFile';
import { BrokenSealError } from './errors';
import type { Keyring } from './Keyring';
import {
  authenticated,
  encodeHeader,
  NONCE_BYTES,
  readHeader,
  TAG_BYTES,
  type SealContext,
} from './sealedFormat';

const ALGORITHM = 'aes-256-gcm';
const DATA_KEY_BYTES = 32;
const SUFFIX = '.sealed';

/** Where the sealed form of a file is. */
export function sealedName(file: string): string {
  return file + SUFFIX;
}

/**
 * Encrypts files that hold values in clear: each with a key of its own, which is
 * wrapped by the active key of the keyring. Files are named by their names in
 * clear. Content is streamed, and a file appears with its whole content or not
 * at all.
 */
export class Vault {
  readonly #keyring: Keyring;

  private constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  static create(keyring: Keyring): Vault {
    return new Vault(keyring);
  }

  /**
   * Replaces a file by its sealed form.
   *
   * @returns where the sealed form is
   */
  async seal(file: string, context: SealContext): Promise<string> {
    const sealed = sealedName(file);
    const dataKey = randomBytes(DATA_KEY_BYTES);
    const nonce = randomBytes(NONCE_BYTES);
    const header = encodeHeader({
      keyId: this.#keyring.active,
      wrappedKey: this.#keyring.wrap(dataKey),
      nonce,
    });
    const cipher = createCipheriv(ALGORITHM, dataKey, nonce);
    cipher.setAAD(authenticated(context));
    await writeWhole(sealed, async function* encrypt() {
      yield header;
      for await (const chunk of createReadStream(file)) {
        yield cipher.update(chunk);
      }
      yield cipher.final();
      yield cipher.getAuthTag();
    });
    await rm(file);
    return sealed;
  }

  /**
   * Puts the file in clear beside its sealed form, mode 0600, once all of it has
   * proved to be what was sealed.
   *
   * @throws UnknownKeyError, and BrokenSealError when it is not the file of this context
   */
  async open(file: string, context: SealContext): Promise<void> {
    await withFile(sealedName(file), async handle => {
      const { content } = await this.#decrypt(handle, context);
      await writeWhole(file, content);
    });
  }

  /**
   * The content of a sealed file, once in memory.
   *
   * @throws UnknownKeyError, and BrokenSealError when it is not the file of this context
   */
  async read(file: string, context: SealContext): Promise<Buffer> {
    return withFile(sealedName(file), async handle => {
      const { content, bytes } = await this.#decrypt(handle, context);
      const plain = Buffer.alloc(bytes);
      let end = 0;
      for await (const chunk of content()) end += chunk.copy(plain, end);
      return plain;
    });
  }

  /**
   * Id of the key that a sealed file needs.
   *
   * @throws BrokenSealError
   */
  async keyOf(file: string): Promise<string> {
    return withFile(sealedName(file), async handle => {
      const { header } = await readHeader(handle);
      return header.keyId;
    });
  }

  /**
   * Wraps a file's key with the active key. Content and times stay as they are.
   * Beside a process that seals or removes the same file, that one wins.
   *
   * @returns `current` when there was nothing to do, `gone` when the file was replaced or removed meanwhile
   * @throws UnknownKeyError, BrokenSealError
   */
  async rewrap(file: string): Promise<'rewrapped' | 'current' | 'gone'> {
    const sealed = sealedName(file);
    try {
      return await withFile(sealed, async handle => {
        const { header, length } = await readHeader(handle);
        const { active } = this.#keyring;
        if (header.keyId === active) return 'current';
        const dataKey = this.#keyring.unwrap(header.keyId, header.wrappedKey);
        const wrappedKey = this.#keyring.wrap(dataKey);
        const next = encodeHeader({ ...header, keyId: active, wrappedKey });
        const seen = await handle.stat();
        let isThere = true;
        await writeWhole(
          sealed,
          async function* copy() {
            yield next;
            yield* bytesOf(handle, length, seen.size);
          },
          async draft => {
            await utimes(draft, seen.atime, seen.mtime);
            isThere = (await stat(sealed)).ino === seen.ino;
            return isThere;
          },
        );
        return isThere ? 'rewrapped' : 'gone';
      });
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return 'gone';
      throw error;
    }
  }

  async #decrypt(
    handle: FileHandle,
    context: SealContext,
  ): Promise<{ content: () => AsyncGenerator<Buffer>; bytes: number }> {
    const { header, length } = await readHeader(handle);
    const dataKey = this.#keyring.unwrap(header.keyId, header.wrappedKey);
    const end = (await handle.stat()).size - TAG_BYTES;
    const tag = Buffer.alloc(TAG_BYTES);
    await handle.read(tag, 0, TAG_BYTES, end);
    const decipher = createDecipheriv(ALGORITHM, dataKey, header.nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(authenticated(context));
    decipher.setAuthTag(tag);
    return {
      bytes: end - length,
      // Not to be believed before the end: the last step checks the tag.
      async *content() {
        for await (const chunk of bytesOf(handle, length, end)) {
          yield decipher.update(chunk);
        }
        yield finish(decipher);
      },
    };
  }
}

function finish(decipher: { final(): Buffer }): Buffer {
  try {
    return decipher.final();
  } catch (cause) {
    throw new BrokenSealError(
      'it was changed after it was encrypted, or is one of another run or environment',
      { cause },
    );
  }
}
