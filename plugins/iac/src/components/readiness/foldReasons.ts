import type { ReadinessReason } from '@backstage-iac/plugin-iac-common';

/** Reasons that say the same of several checks. */
export interface FoldedReason {
  /** The first of them: they agree in verdict, kind, words and next step. */
  reason: ReadinessReason;
  /** Of the checks, in the person's language. */
  titles: string[];
}

/**
 * Ten checks that wait for the same plan are one thing to do, and one line.
 *
 * @param titleOf - title of a reason's check
 */
export function foldReasons(
  reasons: ReadinessReason[],
  titleOf: (reason: ReadinessReason) => string | undefined,
): FoldedReason[] {
  const folded = new Map<string, FoldedReason>();
  for (const reason of reasons) {
    const { verdict, kind, summary, next } = reason;
    const key = JSON.stringify([verdict, kind, summary, next]);
    const same = folded.get(key) ?? { reason, titles: [] };
    const title = titleOf(reason);
    if (title) same.titles.push(title);
    folded.set(key, same);
  }
  return [...folded.values()];
}
