import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { isEffective } from '../plan/resourceChanges';
import { blockOf, identityOf, type RecordedState } from './RecordedState';

/** Why a plan changes something. */
type Cause =
  /** It puts back what was changed outside, or follows from that. */
  | 'outside'
  /** Code or variables want something else. */
  | 'undeployed'
  /** Nothing else moved but a version. */
  | 'tool'
  | 'unexplained';

export interface CauseOptions {
  /** Everything that differs from the state, whatever rules say. */
  drift: ResourceChange[];
  recorded: RecordedState;
  /** Code and variables are those of the last apply. */
  sameInputs: boolean;
  versionsMoved: boolean;
}

/**
 * Sorts the changes of a plan by what explains them.
 *
 * A change of a drifted object only puts it back. A change of another one follows
 * from drift when the state says that it was made from a drifted one; where code
 * or variables may have moved as well, only if all that changes in it is not
 * known yet: a value that is known is what the code wants.
 */
export function causesOf(
  changes: ResourceChange[],
  options: CauseOptions,
): Record<Cause, ResourceChange[]> {
  const { recorded, sameInputs, versionsMoved } = options;
  const objects = new Set(options.drift.map(identityOf));
  const blocks = new Set(options.drift.map(blockOf));
  const found: Record<Cause, ResourceChange[]> = {
    outside: [],
    undeployed: [],
    tool: [],
    unexplained: [],
  };
  function causeOf(change: ResourceChange): Cause {
    if (objects.has(identityOf(change))) return 'outside';
    const madeFrom = recorded.find(change)?.dependencies ?? new Set<string>();
    const follows = [...madeFrom].some(address => blocks.has(address));
    if (follows && (sameInputs || isUnknownOnly(change))) return 'outside';
    if (!sameInputs) return 'undeployed';
    return versionsMoved ? 'tool' : 'unexplained';
  }
  for (const change of changes.filter(isEffective)) {
    found[causeOf(change)].push(change);
  }
  return found;
}

function isUnknownOnly({ attributes }: ResourceChange): boolean {
  return (
    attributes.length > 0 &&
    attributes.every(({ after }) => after.kind === 'unknown')
  );
}
