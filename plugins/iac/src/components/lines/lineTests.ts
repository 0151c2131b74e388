import { withoutAnsi } from './ansi';

/** `Error: …`, also behind the bar that Terraform draws, and the level of a structured line. */
const ERROR = /^[^\p{L}\p{N}]*error\b|"@?level":"error"/iu;

export function isErrorLine(text: string): boolean {
  return ERROR.test(withoutAnsi(text));
}

/** Holds for lines that have the words, in any case. */
export function hasWords(words: string): (text: string) => boolean {
  const wanted = words.toLowerCase();
  return text => withoutAnsi(text).toLowerCase().includes(wanted);
}
