/** A wait that ends early when somebody knows better, even just before it starts. */
export class Wakeup {
  #nudged = false;
  #wake?: () => void;

  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  /** @param milliseconds - the longest wait */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#nudged) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, milliseconds);
        timer.unref();
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#nudged = false;
  }
}
