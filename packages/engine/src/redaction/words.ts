import type { Found } from './Matcher';
import { covers, type Span } from './spans';

const WORD = /[\p{L}\p{N}_]/u;

/** What surrounds a text that is looked at. */
export interface Surroundings {
  /** The last characters before the text. */
  before: string;
  /** End of what is replaced already, as an index in the text; -1 when nothing is. */
  covered: number;
  /** Nothing follows. */
  final: boolean;
}

/** How many characters {@link Surroundings.before} needs. */
export const CONTEXT = 6;

/**
 * Which of the short patterns are words of their own: before and after them is
 * no letter or digit, or something that is replaced anyway.
 *
 * @param cut - from here on, longer patterns are not yet known
 * @returns the words, and the new cut: a word at the end must wait for what follows it
 */
export function wholeWords(
  text: string,
  found: Pick<Found, 'spans' | 'words'>,
  options: Surroundings & { cut: number },
): { words: Span[]; cut: number } {
  const { before, covered, final } = options;
  const replaced = (position: number) =>
    position < covered || covers(found.spans, position);
  const words: Span[] = [];
  let cut = options.cut;
  for (const word of found.words) {
    const { start, end } = word;
    if (start >= options.cut) continue;
    const opens =
      !isWord(text, start) ||
      (start > 0 && replaced(start - 1)) ||
      start <= covered ||
      !continues(text, start, before);
    if (!opens) continue;
    const closes =
      !isWord(text, end - 1) ||
      (end < text.length ? !isWord(text, end) || replaced(end) : final);
    if (closes) words.push(word);
    else if (!final && end >= options.cut) cut = Math.min(cut, start);
  }
  return { words, cut };
}

/** Whether a letter or digit stands before, which is not the end of an escape such as `\n`, `\u000a` or `%20`. */
function continues(text: string, start: number, before: string): boolean {
  const lead =
    start >= CONTEXT
      ? text.slice(start - CONTEXT, start)
      : (before + text.slice(0, start)).slice(-CONTEXT);
  return (
    lead !== '' &&
    WORD.test(lead[lead.length - 1]) &&
    !/(?:\\[a-z]|%[0-9a-f]{2}|\\u[0-9a-f]{4})$/i.test(lead)
  );
}

function isWord(text: string, index: number): boolean {
  return WORD.test(text[index]);
}
