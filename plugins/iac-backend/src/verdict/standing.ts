import type {
  CheckFreshness,
  GroupGlyph,
  VerdictInput,
} from '@backstage-iac/plugin-iac-common';

/** From this part of its window on, a result is aging. */
const AGING = 0.75;

/** How old a result is against its window. One without a window holds until something happens. */
export function freshnessOf(
  result: { observedAt: string; freshnessSeconds?: number },
  at: Date,
): CheckFreshness {
  const { agingAt, staleAt } = freshnessBounds(result);
  if (staleAt !== undefined && at.getTime() >= staleAt) return 'stale';
  return agingAt !== undefined && at.getTime() >= agingAt ? 'aging' : 'fresh';
}

/** Milliseconds since 1970 at which a result begins to age, and to be stale. */
export function freshnessBounds({
  observedAt,
  freshnessSeconds,
}: {
  observedAt: string;
  freshnessSeconds?: number;
}): { agingAt?: number; staleAt?: number } {
  if (freshnessSeconds === undefined) return {};
  const observed = Date.parse(observedAt);
  return {
    agingAt: observed + freshnessSeconds * 1000 * AGING,
    staleAt: observed + freshnessSeconds * 1000,
  };
}

/** In force: from the approval up to the expiry, and not at it. */
function isWaived({ waiver }: VerdictInput, at: Date): boolean {
  return (
    waiver !== undefined &&
    Date.parse(waiver.approvedAt) <= at.getTime() &&
    at.getTime() < Date.parse(waiver.expiresAt)
  );
}

/**
 * What a check stands for at a moment. Age takes a good answer away and leaves a
 * bad one: a failure does not get better by nobody looking again.
 */
export function standingOf(input: VerdictInput, at: Date): GroupGlyph {
  if (input.status === 'not-applicable') return 'not-applicable';
  const standing = unwaivedStanding(input, at);
  return standing !== 'pass' && isWaived(input, at) ? 'waived' : standing;
}

function unwaivedStanding(
  input: VerdictInput,
  at: Date,
): Exclude<GroupGlyph, 'waived' | 'not-applicable'> {
  switch (input.status) {
    case 'pass':
    case 'warn':
      return freshnessOf(input, at) === 'stale' ? 'stale' : input.status;
    case 'fail':
    case 'error':
      return input.status;
    default:
      return 'unknown';
  }
}
