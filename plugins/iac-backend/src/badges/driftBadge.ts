import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import { makeBadge } from 'badge-maker';

/**
 * An SVG for READMEs. What is not known is grey, and says so: an environment
 * that does not exist, one that the reader may not see and one that was never
 * checked all look the same.
 *
 * @param drift - `undefined` when there is nothing that may be told
 */
export function driftBadge(drift: EnvironmentDrift | undefined): string {
  return makeBadge({ label: 'drift', ...describe(drift) });
}

function describe(drift: EnvironmentDrift | undefined): {
  message: string;
  color: string;
} {
  switch (drift?.status) {
    case 'clean':
      return drift.stale
        ? { message: 'none, stale', color: 'lightgrey' }
        : { message: 'none', color: 'brightgreen' };
    case 'drifted':
      return {
        message: `${drift.count ?? 'some'} changed${
          drift.stale ? ', stale' : ''
        }`,
        color: 'orange',
      };
    case 'failed':
      return { message: 'check failed', color: 'red' };
    default:
      return { message: 'unknown', color: 'lightgrey' };
  }
}
