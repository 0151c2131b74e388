import { WHOLE_WORD_BELOW } from './maskability';
import { joinSpan, type Span } from './spans';

/** Characters that the filter looks at; no pattern is shorter. */
const GRAM = 4;
const SHIFT = 5;

// Looked up once: in Jest's sandbox each look at a global costs a microsecond.
const { imul } = Math;

const FILTER_MASK = (1 << (GRAM * SHIFT)) - 1;

/** What is looked for. */
export interface Pattern {
  text: string;
  /** Handed through to the spans. */
  label: number;
}

/** What was found in one text. */
export interface Found {
  /** Ascending, neither overlapping nor touching. */
  spans: Span[];
  /** Short patterns, which count only where they are words of their own. */
  words: Span[];
  /** Length of the text's longest ending that could be the beginning of a pattern. */
  open: number;
}

/**
 * Finds many patterns in one pass: an Aho-Corasick automaton behind a filter.
 * The filter, a bit set over the first four characters of all patterns, runs
 * over ordinary text at a few nanoseconds per character; the automaton takes
 * over where a pattern may begin. Time is linear in the text, whatever the
 * patterns are.
 */
export class Matcher {
  readonly #filter = new Uint32Array((FILTER_MASK + 1) / 32);
  /** Open addressing: child states by hash of parent and character. 0 is free. */
  readonly #children: Int32Array;
  readonly #parent: Int32Array;
  readonly #code: Uint16Array;
  readonly #depth: Int32Array;
  /** State of the longest proper ending that is a beginning as well. */
  readonly #fallback: Int32Array;
  /** Label of the pattern that ends in the state, or -1. */
  readonly #label: Int32Array;
  /** The state itself or the nearest fallback in which a pattern ends, or 0. */
  readonly #output: Int32Array;
  #longest = 0;
  #states = 1;

  private constructor(patterns: Pattern[]) {
    const bound = patterns.reduce((sum, { text }) => sum + text.length, 1);
    this.#children = new Int32Array(2 ** Math.ceil(Math.log2(bound * 2)));
    this.#parent = new Int32Array(bound);
    this.#code = new Uint16Array(bound);
    this.#depth = new Int32Array(bound);
    this.#fallback = new Int32Array(bound);
    this.#label = new Int32Array(bound).fill(-1);
    this.#output = new Int32Array(bound);
    for (const pattern of patterns) this.#add(pattern);
    this.#connect();
  }

  /**
   * @param patterns - none shorter than four characters; the first of equal ones counts
   * @throws RangeError when one is shorter
   */
  static create(patterns: Iterable<Pattern>): Matcher {
    const all = [...patterns];
    const short = all.findIndex(({ text }) => text.length < GRAM);
    if (short >= 0) {
      // The pattern itself may be a secret: it is not quoted.
      throw new RangeError(
        `Pattern ${short} is too short, at least ${GRAM} characters are needed`,
      );
    }
    return new Matcher(all);
  }

  /** Length of the longest pattern. */
  get longest(): number {
    return this.#longest;
  }

  find(text: string): Found {
    const found: Found = { spans: [], words: [], open: 0 };
    if (this.#states === 1) return found;
    let from = 0;
    for (;;) {
      const start = this.#candidate(text, from);
      if (start < 0) break;
      const resume = this.#follow(text, start, found);
      if (resume < 0) return { ...found, open: -resume - 1 };
      from = resume;
    }
    // Too near to the end for the filter.
    const rest = Math.max(from, text.length - GRAM + 1);
    return { ...found, open: this.#openEnd(text, rest) };
  }

  /** First index from `from` on where a pattern may begin, or -1. */
  #candidate(text: string, from: number): number {
    const filter = this.#filter;
    const length = text.length;
    let hash = 0;
    let index = from;
    const primed = Math.min(from + GRAM - 1, length);
    for (; index < primed; index++) {
      hash = (hash << SHIFT) ^ text.charCodeAt(index);
    }
    for (; index < length; index++) {
      // After four shifts nothing of an older character is left.
      hash = ((hash << SHIFT) ^ text.charCodeAt(index)) & FILTER_MASK;
      if (filter[hash >>> 5] & (1 << (hash & 31))) return index - GRAM + 1;
    }
    return -1;
  }

  /**
   * Runs the automaton from `start`.
   *
   * @returns where the filter takes over again, or `-1 - open` at the text's end
   */
  #follow(text: string, start: number, found: Found): number {
    let state = 0;
    for (let index = start; index < text.length; index++) {
      state = this.#next(state, text.charCodeAt(index));
      const end = index + 1;
      if (this.#output[state] > 0) this.#report(state, end, found);
      const begun = end - this.#depth[state];
      if (this.#depth[state] < GRAM && begun > start) return begun;
    }
    return -1 - this.#depth[state];
  }

  /** The longest pattern that ends here covers all others, unless it must be a word. */
  #report(state: number, end: number, found: Found): void {
    for (
      let output = this.#output[state];
      output > 0;
      output = this.#output[this.#fallback[output]]
    ) {
      const length = this.#depth[output];
      const span = { start: end - length, end, label: this.#label[output] };
      if (length >= WHOLE_WORD_BELOW) {
        joinSpan(found.spans, span);
        return;
      }
      found.words.push(span);
    }
  }

  #openEnd(text: string, from: number): number {
    let state = 0;
    for (let index = from; index < text.length; index++) {
      state = this.#next(state, text.charCodeAt(index));
    }
    return this.#depth[state];
  }

  #next(from: number, code: number): number {
    let state = from;
    let child = this.#child(state, code);
    while (child === 0 && state !== 0) {
      state = this.#fallback[state];
      child = this.#child(state, code);
    }
    return child;
  }

  #child(state: number, code: number): number {
    return this.#children[this.#slot(state, code)];
  }

  /** Where the child is, or the free place where it would be. */
  #slot(state: number, code: number): number {
    const mask = this.#children.length - 1;
    let slot = (imul(state, 0x9e3779b1) ^ imul(code, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const child = this.#children[slot];
      if (
        child === 0 ||
        (this.#parent[child] === state && this.#code[child] === code)
      ) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  #add({ text, label }: Pattern): void {
    let state = 0;
    let hash = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (index < GRAM) hash = ((hash << SHIFT) ^ code) & FILTER_MASK;
      const slot = this.#slot(state, code);
      if (this.#children[slot] === 0) {
        const child = this.#states++;
        this.#children[slot] = child;
        this.#parent[child] = state;
        this.#code[child] = code;
        this.#depth[child] = index + 1;
      }
      state = this.#children[slot];
    }
    this.#filter[hash >>> 5] |= 1 << (hash & 31);
    if (this.#label[state] < 0) this.#label[state] = label;
    this.#longest = Math.max(this.#longest, text.length);
  }

  /** Sets the fallbacks, shallow states first. */
  #connect(): void {
    for (const state of this.#byDepth()) {
      const parent = this.#parent[state];
      if (parent !== 0) {
        this.#fallback[state] = this.#next(
          this.#fallback[parent],
          this.#code[state],
        );
      }
      this.#output[state] =
        this.#label[state] >= 0 ? state : this.#output[this.#fallback[state]];
    }
  }

  /** All states but the root, by counting sort: there may be millions. */
  #byDepth(): Int32Array {
    const depths = this.#depth.subarray(1, this.#states);
    const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
    const place = new Int32Array(deepest + 2);
    for (const depth of depths) place[depth + 1] += 1;
    for (let depth = 1; depth < place.length; depth++) {
      place[depth] += place[depth - 1];
    }
    const ordered = new Int32Array(depths.length);
    depths.forEach((depth, index) => {
      ordered[place[depth]++] = index + 1;
    });
    return ordered;
  }
}
