import type { Redacted } from './types';

/**
 * Pieces of redacted text, end to end.
 *
 * @param pieces - whole lines, or what a {@link RedactionStream} gave in order: a
 *   secret that was torn apart between two others would not be found again
 * @public
 */
export function joinRedacted(pieces: readonly Redacted[]): Redacted {
  return pieces.join('') as Redacted;
}
