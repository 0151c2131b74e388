import { open, type FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

const CHUNK_BYTES = 64 * 1024;

export interface FileTailOptions {
  file: string;
  /** Beyond it, the file is emptied after each reading, so that a talkative child cannot fill the disk. Bytes. */
  limit: number;
  onText: (text: string) => void;
}

/** Reads a file that another process appends to. */
export class FileTail {
  readonly #handle: FileHandle;
  readonly #options: FileTailOptions;
  readonly #decoder = new StringDecoder('utf8');
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #position = 0;
  #total = 0;

  private constructor(handle: FileHandle, options: FileTailOptions) {
    this.#handle = handle;
    this.#options = options;
  }

  static async create(options: FileTailOptions): Promise<FileTail> {
    return new FileTail(await open(options.file, 'r+'), options);
  }

  /** Hands on all that was appended since the last time. */
  async drain(): Promise<void> {
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
    }
    if (this.#total > this.#options.limit && this.#position > 0) {
      // The child appends, so its next byte lands at the new start.
      await this.#handle.truncate(0);
      this.#position = 0;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
