import type {
  ChangeAction,
  GuardedChange,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { minimatch } from 'minimatch';

const DESTRUCTIVE: readonly ChangeAction[] = [
  'delete',
  'delete-then-create',
  'create-then-delete',
];

/** What a plan destroys or replaces, of types that the globs name. */
export function guardedChanges(
  changes: readonly ResourceChange[],
  globs: readonly string[],
): GuardedChange[] {
  return changes
    .filter(
      ({ action, type }) =>
        DESTRUCTIVE.includes(action) &&
        globs.some(glob => minimatch(type, glob)),
    )
    .map(({ address, type, action }) => ({ address, type, action }));
}
