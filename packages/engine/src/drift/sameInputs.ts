import type { UndeployedChanges } from '@backstage-iac/plugin-iac-common';
import type { LastApplied } from '../types';
import type { ObservedPlan } from './ObservedPlan';

/** Whether code and variables are those of the last apply. */
export type Inputs = Pick<UndeployedChanges, 'commit' | 'variables'>;

/**
 * The variables are compared where the code is the same, for the digest covers
 * variable files of the code as well: at the last applied commit, if there is a
 * plan of it.
 */
export function compareInputs(options: {
  head: ObservedPlan;
  applied?: ObservedPlan;
  lastApplied?: LastApplied;
  hasOtherVariables: boolean;
}): Inputs {
  const { head, applied, lastApplied } = options;
  if (!lastApplied || lastApplied.dirty) {
    return { commit: 'unknown', variables: 'unknown' };
  }
  const commit = isAt(head, lastApplied.commit) ? 'same' : 'moved';
  const { variableSet } = lastApplied;
  const compared = applied ?? (commit === 'same' ? head : undefined);
  if (!variableSet || !compared) return { commit, variables: 'unknown' };
  const isSame =
    compared.variableSet === variableSet && !options.hasOtherVariables;
  return { commit, variables: isSame ? 'same' : 'moved' };
}

/** A dirty working tree is at no commit. */
export function isAt({ commit }: ObservedPlan, applied: string): boolean {
  return commit.commit === applied && !commit.dirty;
}
