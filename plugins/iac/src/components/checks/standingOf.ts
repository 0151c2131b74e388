import type {
  EnvironmentCheck,
  GroupGlyph,
} from '@backstage-iac/plugin-iac-common';

/**
 * How a check counts, as the portal decides it. Age takes a good answer away and
 * leaves a bad one; a waiver in force covers everything but a pass.
 */
export function standingOf(check: EnvironmentCheck): GroupGlyph {
  const { result, freshness, waiver } = check;
  if (result.status === 'not-applicable') return 'not-applicable';
  const isStale =
    freshness === 'stale' &&
    (result.status === 'pass' || result.status === 'warn');
  const standing = isStale ? 'stale' : result.status;
  return standing !== 'pass' && waiver?.state === 'active'
    ? 'waived'
    : standing;
}
