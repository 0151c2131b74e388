import { RunFailure } from '../errors';

/** The border between two steps: no character of a name can be taken for it. */
const BORDER = Symbol('border between steps');
/** `*` */
const WITHIN = Symbol('anything within one step');
/** `**` */
const ACROSS = Symbol('anything');

type Unit = string | symbol;

/**
 * What ends a step. Of an address only a dot: `main["a.b"]` is one step, its
 * index included. Of an attribute path a bracket as well: `tags["a.b"]` and
 * `nodes[0]` are two.
 */
type Kind = 'address' | 'path';

/**
 * A pattern for addresses or attribute paths. `*` matches within one step, `**`
 * anything, `\*` the character. Text between quotes is opaque: a key of
 * `for_each` may hold dots, brackets and escaped quotes.
 */
export class Glob {
  readonly #pattern: readonly Unit[];
  readonly #kind: Kind;

  private constructor(pattern: readonly Unit[], kind: Kind) {
    this.#pattern = pattern;
    this.#kind = kind;
  }

  /**
   * Matches whole addresses.
   *
   * @throws RunFailure for a pattern that is empty or ends between quotes
   */
  static ofAddress(pattern: string): Glob {
    return new Glob(compile(pattern, 'address'), 'address');
  }

  /**
   * Matches paths, and all inside of what they lead to: `tags` covers
   * `tags["team"]`.
   *
   * @throws RunFailure for a pattern that is empty or ends between quotes
   */
  static ofPath(pattern: string): Glob {
    return new Glob(compile(pattern, 'path'), 'path');
  }

  /** Looks at each unit once, and at no more states than the pattern has: no pattern makes it slow. */
  matches(text: string): boolean {
    const end = this.#pattern.length;
    let states = this.#reach([0]);
    for (const unit of split(text, this.#kind).units) {
      const inside = this.#kind === 'path' && unit === BORDER;
      if (inside && states.has(end)) return true;
      states = this.#reach(this.#step(states, unit));
      if (states.size === 0) return false;
    }
    return states.has(end);
  }

  #step(states: ReadonlySet<number>, unit: Unit): number[] {
    const next: number[] = [];
    for (const state of states) {
      const wanted = this.#pattern[state];
      if (wanted === ACROSS || (wanted === WITHIN && unit !== BORDER)) {
        next.push(state);
      } else if (wanted === unit) {
        next.push(state + 1);
      }
    }
    return next;
  }

  /** A wildcard may match nothing. */
  #reach(states: number[]): Set<number> {
    const reached = new Set<number>();
    for (const state of states) {
      let at = state;
      reached.add(at);
      while (this.#pattern[at] === WITHIN || this.#pattern[at] === ACROSS) {
        at += 1;
        reached.add(at);
      }
    }
    return reached;
  }
}

function compile(pattern: string, kind: Kind): Unit[] {
  const { units, quoted } = split(pattern, kind, { wildcards: true });
  if (units.length > 0 && !quoted) return units;
  throw new RunFailure(
    `${JSON.stringify(pattern)} is no pattern of ${
      kind === 'address' ? 'resource addresses' : 'attribute paths'
    }: ${quoted ? 'it ends between quotes' : 'it is empty'}`,
    { nextStep: 'Correct the rule that ignores drift.' },
  );
}

function split(
  text: string,
  kind: Kind,
  options: { wildcards?: boolean } = {},
): { units: Unit[]; quoted: boolean } {
  const units: Unit[] = [];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const following = text[at + 1];
    if (options.wildcards && character === '*') {
      if (following === '*') at += 1;
      units.push(following === '*' ? ACROSS : WITHIN);
    } else if (character === '\\' && following !== undefined) {
      at += 1;
      const literalStar = options.wildcards && following === '*';
      units.push(...(literalStar ? ['*'] : [character, following]));
    } else if (character === '"') {
      quoted = !quoted;
      // Of paths, `tags["team"]` and `tags.team` are the same.
      if (kind === 'address') units.push(character);
    } else if (quoted) {
      units.push(character);
    } else if (character === '.' || (kind === 'path' && character === '[')) {
      units.push(BORDER);
    } else if (kind === 'address' || character !== ']') {
      units.push(character);
    }
  }
  return { units, quoted };
}
