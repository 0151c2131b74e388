/** Why a worker stops before the engine is done. */
export type StopReason = 'canceled' | 'lease-lost' | 'stopping';

/** The way to stop one run. The first reason counts, except that a lost lease beats all. */
export class RunControl {
  readonly #controller = new AbortController();
  #reason?: StopReason;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): StopReason | undefined {
    return this.#reason;
  }

  stop(reason: StopReason): void {
    if (!this.#reason || reason === 'lease-lost') this.#reason = reason;
    this.#controller.abort();
  }
}
