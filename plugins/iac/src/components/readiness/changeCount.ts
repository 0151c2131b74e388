import type { PlanCounts } from '@backstage-iac/plugin-iac-common';

/** How many things a plan would change, outputs included; reads are no change. */
export function changeCount(counts: PlanCounts): number {
  return (
    counts.create +
    counts.update +
    counts.delete +
    counts.replace +
    counts.import +
    counts.move +
    counts.forget +
    counts.outputs
  );
}

/** How many objects a plan would destroy. */
export function destroyCount(
  counts: Pick<PlanCounts, 'delete' | 'replace'>,
): number {
  return counts.delete + counts.replace;
}
