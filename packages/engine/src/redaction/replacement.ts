/** Stands where a secret stood. ASCII, so that every terminal and ticket system shows it. */
export const REPLACEMENT = '[redacted]';
