/** Why a worker stops before the engine is done. */
export type StopReason = 'canceled' | 'lease-lost' | 'stopping';

/**
 * The way to stop one run. The first reason counts, except that a lost lease
 * beats all: its worker writes nothing more.
 */
export class RunControl {
  readonly #interruptible: boolean;
  readonly #stop = new AbortController();
  readonly #kill = new AbortController();
  readonly #abandon = new AbortController();
  #reason?: StopReason;

  /**
   * @param options - `applying`: a lost lease does not interrupt the run. Terraform
   *   saves its state by itself, and a half-way apply helps nobody
   */
  constructor(options: { applying: boolean }) {
    this.#interruptible = !options.applying;
  }

  /** Aborted: Terraform is asked to stop in order. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborted: Terraform is ended by force. */
  get killSignal(): AbortSignal {
    return this.#kill.signal;
  }

  /** Aborted: what is not written by now is never written. */
  get abandonSignal(): AbortSignal {
    return this.#abandon.signal;
  }

  get reason(): StopReason | undefined {
    return this.#reason;
  }

  stop(reason: StopReason): void {
    if (!this.#reason || reason === 'lease-lost') this.#reason = reason;
    if (reason === 'lease-lost') this.#abandon.abort();
    if (reason !== 'lease-lost' || this.#interruptible) this.#stop.abort();
  }

  /** Only what was asked to stop before, and did not. */
  kill(): void {
    this.stop('canceled');
    this.#kill.abort();
  }

  /** The process ends now: writes that failed so far are given up. */
  abandon(): void {
    this.#abandon.abort();
  }
}
