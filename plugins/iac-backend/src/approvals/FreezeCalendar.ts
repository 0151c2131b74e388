import type { Freeze } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import { freezeAt } from './freeze';

const MINUTE_MS = 60_000;

/** Tells which environments are frozen. Windows begin and end at full minutes: each is worked out once a minute. */
export class FreezeCalendar {
  readonly #registry: EnvironmentRegistry;
  #minute = 0;
  #answers = new Map<string, Freeze | undefined>();

  constructor(options: { registry: EnvironmentRegistry }) {
    this.#registry = options.registry;
  }

  /** Names of the environments in which only break-glass applies. */
  frozen(now: Date): string[] {
    return this.#registry
      .names()
      .filter(name => this.freezeOf(name, now) !== undefined);
  }

  /** @returns `undefined` for an environment that is not frozen, or not known */
  freezeOf(environment: string, now: Date): Freeze | undefined {
    const windows =
      this.#registry.find(environment)?.protection.freezeWindows ?? [];
    if (windows.length === 0) return undefined;
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#answers = new Map();
    }
    const key = JSON.stringify(windows);
    if (!this.#answers.has(key)) {
      this.#answers.set(key, freezeAt(windows, new Date(minute * MINUTE_MS)));
    }
    return this.#answers.get(key);
  }
}
