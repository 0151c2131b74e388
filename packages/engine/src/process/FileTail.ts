import { open, type FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

/** Small, for while a chunk is worked on, a fast child prints hundreds of times as much. */
const CHUNK_BYTES = 16 * 1024;
/** More than so much ahead of the reader, beyond the limit, is thrown away unread. Bytes. */
const LONGEST_BACKLOG = 8 * 1024 * 1024;

export interface FileTailOptions {
  file: string;
  /** Beyond it, the file is emptied after each reading, so that a talkative child cannot fill the disk. Bytes. */
  limit: number;
  onText: (text: string) => void;
  /** The file is about to be emptied for the first time. */
  onCut?: () => Promise<void>;
  /** So many bytes, about, were thrown away unread. */
  onLost?: (bytes: number) => void;
}

/**
 * Reads a file that another process appends to. A child that writes faster than
 * it is read loses, beyond the limit, what is too far ahead: it may fill neither the disk
 * nor the time.
 */
export class FileTail {
  readonly #handle: FileHandle;
  readonly #options: FileTailOptions;
  readonly #decoder = new StringDecoder('utf8');
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #position = 0;
  #total = 0;
  #cut = false;

  private constructor(handle: FileHandle, options: FileTailOptions) {
    this.#handle = handle;
    this.#options = options;
  }

  static async create(options: FileTailOptions): Promise<FileTail> {
    return new FileTail(await open(options.file, 'r+'), options);
  }

  /**
   * Hands on what was appended since the last time.
   *
   * @returns how many bytes that was
   */
  async drain(): Promise<number> {
    const before = this.#total;
    for (;;) {
      const { bytesRead } = await this.#handle.read(
        this.#buffer,
        0,
        CHUNK_BYTES,
        this.#position,
      );
      if (bytesRead === 0) break;
      this.#position += bytesRead;
      this.#total += bytesRead;
      const text = this.#decoder.write(this.#buffer.subarray(0, bytesRead));
      if (text) this.#options.onText(text);
      await this.#checkBacklog();
    }
    if (this.#total > this.#options.limit && this.#position > 0) {
      await this.#empty();
    }
    return this.#total - before;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Instead of reading on: keeps what there is, up to the limit. */
  async bound(): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size > this.#options.limit) await this.#empty();
  }

  async #checkBacklog(): Promise<void> {
    const { size } = await this.#handle.stat();
    const { limit } = this.#options;
    const beyond = this.#total > limit ? size - this.#position : size - limit;
    if (beyond > LONGEST_BACKLOG) await this.#empty();
  }

  /** The child appends, so its next byte lands at the new start. */
  async #empty(): Promise<void> {
    if (!this.#cut) {
      this.#cut = true;
      await this.#options.onCut?.();
    }
    const { size } = await this.#handle.stat();
    await this.#handle.truncate(0);
    if (size > this.#position) this.#options.onLost?.(size - this.#position);
    this.#position = 0;
  }
}
