import type { VerdictInput } from '@backstage-iac/plugin-iac-common';
import { freshnessBounds } from './standing';

/** A waiver that ends sooner than this is worth a word, in milliseconds. */
export const WAIVER_ENDING_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The earliest moment after `at` at which time alone may change the verdict: a
 * result gets old, a waiver begins to end, or ends.
 */
export function nextChange(
  inputs: readonly VerdictInput[],
  at: Date,
): Date | undefined {
  const moments = inputs
    .flatMap(input => {
      const { agingAt, staleAt } = freshnessBounds(input);
      const { waiver } = input;
      if (!waiver) return [agingAt, staleAt];
      const ends = Date.parse(waiver.expiresAt);
      return [
        agingAt,
        staleAt,
        Date.parse(waiver.approvedAt),
        // Just after, when it is nearer than that.
        ends - WAIVER_ENDING_MS + 1,
        ends,
      ];
    })
    .filter(moment => moment !== undefined)
    .filter(moment => moment > at.getTime());
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}
