import { toPlain, withoutControls, type Plain } from './controls';
import { formsOf } from './forms';
import { Matcher, type Pattern } from './Matcher';
import { REPLACEMENT, replacementFor } from './replacement';
import { joinSpans, type Span } from './spans';
import type { SecretValue } from './types';
import { wholeWords, type Surroundings } from './words';

/** More than the longest secret may be held back as long; control sequences are given up then. Characters. */
const SLACK = 8_192;

/** What must be replaced in a text. */
export interface Scan {
  /** Ascending, neither overlapping nor touching. */
  spans: Span[];
  /** Up to here nothing that follows can change the answer. */
  cut: number;
}

/**
 * Finds the secrets of a run in text: in the text as it is, and in what is left
 * of it without the control sequences of terminals.
 */
export class SecretScanner {
  readonly #matcher: Matcher;
  readonly #replacements: string[];

  private constructor(matcher: Matcher, replacements: string[]) {
    this.#matcher = matcher;
    this.#replacements = replacements;
  }

  static create(secrets: Iterable<SecretValue>): SecretScanner {
    const replacements = [REPLACEMENT];
    const labels = new Map<string, number>([[REPLACEMENT, 0]]);
    const labelOf = (name: string | undefined) => {
      const replacement = replacementFor(name);
      const known = labels.get(replacement);
      if (known !== undefined) return known;
      labels.set(replacement, replacements.length);
      return replacements.push(replacement) - 1;
    };
    const patterns = new Map<string, Pattern>();
    for (const secret of secrets) {
      for (const [form, name] of formsOf(secret)) {
        for (const text of new Set([form, withoutControls(form)])) {
          if (text.length < 4 || patterns.has(text)) continue;
          patterns.set(text, { text, label: labelOf(name) });
        }
      }
    }
    const matcher = Matcher.create(patterns.values());
    // A name that holds another secret is not shown.
    const safe = replacements.map(replacement => {
      const { spans, words } = matcher.find(replacement);
      return spans.length + words.length > 0 ? REPLACEMENT : replacement;
    });
    return new SecretScanner(matcher, safe);
  }

  /** Longest text that a stream needs to hold back. Characters. */
  get reach(): number {
    return 2 * this.#matcher.longest + SLACK;
  }

  replacement({ label }: Span): string {
    return this.#replacements[label];
  }

  scan(text: string, around: Surroundings): Scan {
    const direct = this.#scan(text, around);
    const plain = toPlain(text, around.final);
    if (!plain) return direct;
    const shown = this.#scan(plain.text, {
      ...around,
      covered: plainIndex(plain, around.covered),
    });
    const { origin } = plain;
    const spans = shown.spans.map(span => ({
      ...span,
      start: origin[span.start],
      end: origin[span.end - 1] + 1,
    }));
    const cut = Math.min(direct.cut, origin[shown.cut]);
    return {
      spans: joinSpans([...direct.spans, ...spans]),
      cut: around.final ? text.length : outside(plain, cut),
    };
  }

  #scan(text: string, around: Surroundings): Scan {
    const found = this.#matcher.find(text);
    const certain = around.final ? text.length : text.length - found.open;
    if (found.words.length === 0) return { spans: found.spans, cut: certain };
    const { words, cut } = wholeWords(text, found, {
      ...around,
      cut: certain,
    });
    return { spans: joinSpans([...found.spans, ...words]), cut };
  }
}

function plainIndex({ origin }: Plain, index: number): number {
  if (index < 0) return index;
  const found = origin.findIndex(position => position >= index);
  return found < 0 ? origin.length - 1 : found;
}

/** A sequence is not torn apart: its second half would be read as text. */
function outside({ controls }: Plain, cut: number): number {
  const torn = controls.find(([start, end]) => start < cut && cut < end);
  return torn ? torn[0] : cut;
}
