import { COMMON_WORDS } from './commonWords';

/** A shorter text occurs by chance too often: masking it would destroy the log, and tell its value. */
export const SHORTEST = 4;

/**
 * A shorter text is masked only where it stands as a word of its own: within
 * other words it occurs by chance.
 */
export const WHOLE_WORD_BELOW = 8;

/** How well a value can be found in text. */
export type Maskability =
  | 'anywhere'
  | 'as a word'
  | 'too short'
  | 'common word';

/**
 * @param value - as it was injected
 * @param words - more words that a log cannot do without, such as the environment's name
 */
export function maskabilityOf(
  value: string,
  words: Iterable<string> = [],
): Maskability {
  const text = value.trim();
  if (text.length < SHORTEST) return 'too short';
  if (isCommonWord(text, words)) return 'common word';
  return text.length < WHOLE_WORD_BELOW ? 'as a word' : 'anywhere';
}

/**
 * Whether a value can be found in text without destroying it. What cannot is
 * only protected where the place of the value is known, as in a plan's JSON.
 *
 * @public
 */
export function isMaskable(value: string): boolean {
  const found = maskabilityOf(value);
  return found === 'anywhere' || found === 'as a word';
}

function isCommonWord(text: string, words: Iterable<string>): boolean {
  const word = text.toLowerCase();
  if (COMMON_WORDS.has(word)) return true;
  return [...words].some(other => other.toLowerCase() === word);
}
