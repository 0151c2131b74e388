import type { FileHandle } from 'node:fs/promises';
import { canonicalJson } from '../json/canonical';
import { BrokenSealError } from './errors';

const MAGIC = Buffer.from('IACSEAL');
const VERSION = 1;
/** Fits into one byte of length, and into a message. */
export const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Magic, version, length of the key id. */
const FIXED_BYTES = MAGIC.length + 2;
/** 32 bytes of key and the 8 of RFC 3394's check. */
const WRAPPED_BYTES = 40;
/** As NIST SP 800-38D recommends for GCM. */
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const LONGEST_HEADER = FIXED_BYTES + 255 + WRAPPED_BYTES + NONCE_BYTES;

/** What a sealed file is. Opening it as anything else is refused. */
export interface SealContext {
  runId: string;
  environment: string;
  kind: 'plan' | 'rescued-state';
}

/** All that stands before the content. */
export interface SealHeader {
  /** Of the key-encryption key. */
  keyId: string;
  /** The file's own key, under that one. */
  wrappedKey: Buffer;
  nonce: Buffer;
}

/**
 * A sealed file, version 1:
 *
 * | bytes | content |
 * |---|---|
 * | 7 | `IACSEAL` |
 * | 1 | version, 1 |
 * | 1 | length n of the key id |
 * | n | id of the key-encryption key, ASCII |
 * | 40 | data key, wrapped as in RFC 3394 with AES-256 |
 * | 12 | nonce |
 * | … | content under the data key, AES-256-GCM, as long as in clear |
 * | 16 | tag |
 *
 * The tag also covers the version and the {@link SealContext}, which the reader
 * must know. Key id and wrapped key are outside of it, so that another key can
 * take over without touching the content; the wrapped key checks itself.
 */
export function encodeHeader(header: SealHeader): Buffer {
  const id = Buffer.from(header.keyId, 'ascii');
  return Buffer.concat([
    MAGIC,
    Buffer.from([VERSION, id.length]),
    id,
    header.wrappedKey,
    header.nonce,
  ]);
}

/**
 * Reads the header of an open file.
 *
 * @returns the header and its length, which is where the content starts
 * @throws BrokenSealError for a file that is no sealed file of this version
 */
export async function readHeader(
  file: FileHandle,
): Promise<{ header: SealHeader; length: number }> {
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(LONGEST_HEADER),
    0,
    LONGEST_HEADER,
    0,
  );
  const start = buffer.subarray(0, bytesRead);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new BrokenSealError('it does not begin as an encrypted file does');
  }
  const version = start[MAGIC.length];
  if (version !== VERSION) {
    throw new BrokenSealError(
      `it has the format version ${version}, and ${VERSION} is known`,
    );
  }
  const wrapped = FIXED_BYTES + start[MAGIC.length + 1];
  const nonce = wrapped + WRAPPED_BYTES;
  const length = nonce + NONCE_BYTES;
  const { size } = await file.stat();
  if (size < length + TAG_BYTES) {
    throw new BrokenSealError(`it is cut off at ${size} bytes`);
  }
  const keyId = start.toString('latin1', FIXED_BYTES, wrapped);
  if (!KEY_ID.test(keyId)) {
    throw new BrokenSealError('its key id is not readable');
  }
  return {
    header: {
      keyId,
      wrappedKey: start.subarray(wrapped, nonce),
      nonce: start.subarray(nonce, length),
    },
    length,
  };
}

/** What the tag covers besides the content. */
export function authenticated(context: SealContext): Buffer {
  const { runId, environment, kind } = context;
  const text = canonicalJson({ runId, environment, kind });
  return Buffer.from(`iac:sealed:v${VERSION}\0${text}`);
}
