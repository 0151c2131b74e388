import { createInterface } from 'node:readline/promises';

interface TerminalStreams {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  progress: NodeJS.WriteStream;
}

/** Where results (standard output) and progress (standard error) go. */
export class Terminal {
  readonly #streams: TerminalStreams;
  /** Escape sequences may be written to standard output. */
  readonly color: boolean;
  /** Standard error is a screen whose last line can be rewritten. */
  readonly live: boolean;

  static create(env: NodeJS.ProcessEnv = process.env): Terminal {
    const { stdin: input, stdout: output, stderr: progress } = process;
    for (const stream of [output, progress]) {
      // A reader that went away, such as `head`, must not end a running apply.
      stream.on('error', error => {
        if (!('code' in error) || error.code !== 'EPIPE') throw error;
      });
    }
    return new Terminal({ input, output, progress }, env);
  }

  private constructor(streams: TerminalStreams, env: NodeJS.ProcessEnv) {
    this.#streams = streams;
    const plain = Boolean(env.NO_COLOR) || env.TERM === 'dumb';
    this.color = Boolean(streams.output.isTTY) && !plain;
    this.live = Boolean(streams.progress.isTTY) && !plain;
  }

  /** Both ends are a person's. */
  get interactive(): boolean {
    return Boolean(this.#streams.input.isTTY && this.#streams.progress.isTTY);
  }

  /** Results are shown to whoever looks at the screen, and kept in its history. */
  get printsToScreen(): boolean {
    return Boolean(this.#streams.output.isTTY);
  }

  /** A result, on standard output; bytes as they are. */
  print(result: string | Buffer) {
    const isLine = typeof result !== 'string' || result.endsWith('\n');
    this.#streams.output.write(isLine ? result : `${result}\n`);
  }

  /** Anything else, on standard error, as it is. */
  report(text: string) {
    this.#streams.progress.write(text);
  }

  /** Asks one question; rejects when the signal is aborted meanwhile. */
  async ask(question: string, signal: AbortSignal): Promise<string> {
    const { input, progress } = this.#streams;
    const reader = createInterface({ input, output: progress });
    // The reader swallows Ctrl-C in raw mode: hand it to whoever listens.
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    try {
      return await reader.question(question, { signal });
    } finally {
      reader.close();
    }
  }
}
