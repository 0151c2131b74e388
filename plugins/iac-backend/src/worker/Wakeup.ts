import { SYSTEM_CLOCK, type Clock } from './Clock';

/** A wait that ends early when somebody knows better, even just before it starts. */
export class Wakeup {
  readonly #clock: Clock;
  #nudged = false;
  #wake?: () => void;

  constructor(clock: Clock = SYSTEM_CLOCK) {
    this.#clock = clock;
  }

  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  /** @param milliseconds - the longest wait */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#nudged) {
      await new Promise<void>(resolve => {
        const callOff = this.#clock.after(milliseconds, resolve);
        this.#wake = () => {
          callOff();
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#nudged = false;
  }
}
