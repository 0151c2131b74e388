import type { Terminal } from './Terminal';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Turns Ctrl-C into one orderly stop. Terraform then gets a single SIGINT and
 * saves its state; further signals are answered with words, because ending
 * before Terraform would leave locks and unrecorded resources behind.
 */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #terminal: Terminal;

  static listen(terminal: Terminal): Interruption {
    const interruption = new Interruption(terminal);
    for (const name of SIGNALS) {
      process.on(name, () => interruption.#interrupt());
    }
    return interruption;
  }

  private constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  #interrupt() {
    if (this.#controller.signal.aborted) {
      this.#terminal.report(
        '\nStill stopping: waiting for Terraform to save its state and release its lock\n',
      );
      return;
    }
    this.#terminal.report('\nStopping in order; this can take a while\n');
    this.#controller.abort();
  }
}
