import type {
  DriftResult,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';

/** The sorts of change that a drift check tells apart, in the order of their weight. */
export const DRIFT_PARTS = [
  'outside',
  'undeployed',
  'tool',
  'unexplained',
  'checks',
  'bookkeeping',
  'known',
] as const;

export type DriftPartKind = (typeof DRIFT_PARTS)[number];

/**
 * How many of each sort. `undefined` is no zero: an earlier version of the
 * portal did not look, or a failed condition kept Terraform from planning.
 */
export function countParts(
  result: DriftResult,
): Record<DriftPartKind, number | undefined> {
  const { undeployed, toolChange, bookkeeping, unknownChecks = [] } = result;
  const isEarlier = undeployed === undefined;
  const isPlanned = undeployed?.basis !== 'none';
  /** Nothing was found: because there is nothing, or because nobody could look? */
  const orUntold = (count: number, isTold: boolean) =>
    count > 0 || isTold ? count : undefined;
  return {
    outside: result.outsideChanges.length,
    undeployed: isPlanned
      ? undeployed?.changes.length ?? result.undeployedChanges
      : undefined,
    tool: orUntold(
      resourceCount([
        ...(toolChange?.changes ?? []),
        ...(toolChange?.refreshed ?? []),
      ]),
      !isEarlier && isPlanned,
    ),
    unexplained: orUntold(
      result.unexplained?.length ?? 0,
      !isEarlier && isPlanned,
    ),
    checks: result.failedChecks.length + unknownChecks.length,
    bookkeeping: orUntold(
      bookkeeping
        ? bookkeeping.outputs.length +
            bookkeeping.moved.length +
            bookkeeping.imported.length +
            bookkeeping.forgotten.length
        : 0,
      bookkeeping !== undefined && isPlanned,
    ),
    known: orUntold(
      resourceCount((result.ignored ?? []).map(({ change }) => change)),
      result.ignored !== undefined,
    ),
  };
}

/** Several rules, or two reasons, may speak of one resource. */
function resourceCount(changes: ResourceChange[]): number {
  return new Set(
    changes.map(({ address, deposed }) => JSON.stringify([address, deposed])),
  ).size;
}
