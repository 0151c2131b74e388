import { inspect } from 'node:util';
import type { RootLoggerService } from '@backstage/backend-plugin-api';

/** A logger that keeps what it is given. */
export class KeepingLogger implements RootLoggerService {
  readonly kept: string[];

  constructor(kept: string[] = []) {
    this.kept = kept;
  }

  error = (...said: unknown[]) => this.#keep(said);
  warn = (...said: unknown[]) => this.#keep(said);
  info = (...said: unknown[]) => this.#keep(said);
  debug = (...said: unknown[]) => this.#keep(said);

  child(meta: object): KeepingLogger {
    this.#keep([meta]);
    return new KeepingLogger(this.kept);
  }

  #keep(said: unknown[]): void {
    this.kept.push(inspect(said, { depth: 12, maxStringLength: null }));
  }
}
