import { setImmediate } from 'node:timers/promises';
import { needlesOf } from './needles';

/** Characters that are searched before other work of the process gets its turn. */
const PATIENCE = 64 * 1024 * 1024;

/**
 * Looks once more for the secrets of a run in what was written of it: a plain
 * search that shares no code with the redactor. Holds the values in memory, and
 * gives away nothing but names.
 *
 * @public
 */
export class Tripwire {
  readonly #needles: ReadonlyMap<string, string>;
  /**
   * How much of the end of one text must be searched together with the next;
   * 0 when there is nothing to look for. Characters.
   */
  readonly reach: number;

  private constructor(needles: ReadonlyMap<string, string>) {
    this.#needles = needles;
    let longest = 0;
    for (const { length } of needles.keys())
      longest = Math.max(longest, length);
    this.reach = longest;
  }

  /** @param secrets - values that were injected; those of less than eight characters are not looked for */
  static create(secrets: Iterable<{ value: string; name?: string }>): Tripwire {
    const needles = new Map<string, string>();
    for (const { value, name } of secrets) {
      for (const needle of needlesOf(value)) {
        if (!needles.has(needle)) needles.set(needle, name ?? 'a secret');
      }
    }
    return new Tripwire(needles);
  }

  /** @returns names of the secrets that the text holds, none twice */
  async search(text: string): Promise<string[]> {
    const found = new Set<string>();
    let searched = 0;
    for (const [needle, name] of this.#needles) {
      if (text.includes(needle)) found.add(name);
      searched += text.length;
      if (searched > PATIENCE) {
        await setImmediate();
        searched = 0;
      }
    }
    return [...found];
  }
}
