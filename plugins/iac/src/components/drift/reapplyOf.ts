import type { DriftResult } from '@backstage-iac/plugin-iac-common';

/** At which code a re-apply works. */
export interface Reapply {
  /** `at-ref` is the last applied commit, and `head` whatever is newest. */
  kind: 'at-ref' | 'same' | 'head';
  /** What the run is asked to work on; absent for the environment's own ref. */
  ref?: string;
}

/** The last applied commit, if it is known and can be had again. */
export function reapplyOf({ undeployed }: DriftResult): Reapply {
  if (!undeployed || undeployed.commit === 'unknown') return { kind: 'head' };
  const { appliedCommit, commit } = undeployed;
  // A folder without commits has a digest, which nobody can check out.
  if (appliedCommit && !appliedCommit.startsWith('dir-')) {
    return { kind: 'at-ref', ref: appliedCommit };
  }
  return { kind: commit === 'same' ? 'same' : 'head' };
}
