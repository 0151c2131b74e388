/** Stands where a secret without a name stood. ASCII, so that every terminal and ticket system shows it. */
export const REPLACEMENT = '[redacted]';

/** Names from configuration and from the members of JSON documents; others are not shown. */
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/;

const WHOLE = /^\[redacted(?::[A-Za-z0-9_.-]+)?\]$/;

/** Stands where a secret stood. Says which one, and nothing of its value or length. */
export function replacementFor(name: string | undefined): string {
  return name !== undefined && NAME.test(name)
    ? `[redacted:${name}]`
    : REPLACEMENT;
}

/** Whether nothing of a text is left. */
export function isReplacement(text: string): boolean {
  return WHOLE.test(text);
}
