import { open, type FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

const CHUNK_BYTES = 64 * 1024;
/** How often the length of the file is looked at while it is read. Bytes. */
const CHECK_BYTES = 4 * 1024 * 1024;

export interface FileTailOptions {
  file: string;
  /** Beyond it, the file is emptied after each reading, so that a talkative child cannot fill the disk. Bytes. */
  limit: number;
  onText: (text: string) => void;
  /** The file is about to be emptied for the first time. */
  onCut?: () => Promise<void>;
}

/**
 * Reads a file that another process appends to. A child that writes faster than
 * it is read loses what is more than the limit ahead: it may fill neither the
 * disk nor the time.
 */
export class FileTail {
  readonly #handle: FileHandle;
  readonly #options: FileTailOptions;
  readonly #decoder = new StringDecoder('utf8');
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #position = 0;
  #total = 0;
  #unchecked = 0;
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
   * @returns whether there was anything
   */
  async drain(): Promise<boolean> {
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
      this.#unchecked += bytesRead;
      const text = this.#decoder.write(this.#buffer.subarray(0, bytesRead));
      if (text) this.#options.onText(text);
      if (this.#unchecked >= CHECK_BYTES) await this.#checkBacklog();
    }
    if (this.#total > this.#options.limit && this.#position > 0) {
      await this.#empty();
    }
    return this.#total > before;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #checkBacklog(): Promise<void> {
    this.#unchecked = 0;
    const { size } = await this.#handle.stat();
    const ahead = size - this.#position;
    const { limit } = this.#options;
    if (this.#total > limit && (ahead > limit || size > 2 * limit)) {
      await this.#empty();
    }
  }

  /** The child appends, so its next byte lands at the new start. */
  async #empty(): Promise<void> {
    if (!this.#cut) {
      this.#cut = true;
      await this.#options.onCut?.();
    }
    await this.#handle.truncate(0);
    this.#position = 0;
  }
}
