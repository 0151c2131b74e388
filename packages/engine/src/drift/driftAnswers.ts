import type {
  DriftAnswers,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { isReplacement } from '../plan/actions';

/** What each answer to drift would do. */
export function driftAnswers(options: {
  /** Changes of a plan at the last applied commit, where there can be one. */
  reapply?: ResourceChange[];
  /** Everything that differs from the state. */
  drift: ResourceChange[];
}): DriftAnswers {
  const { reapply, drift } = options;
  return {
    ...(reapply && {
      reapply: { changes: reapply, counts: countsOf(reapply) },
    }),
    accept: { changes: drift },
  };
}

function countsOf(
  changes: ResourceChange[],
): NonNullable<DriftAnswers['reapply']>['counts'] {
  const count = (is: (change: ResourceChange) => boolean) =>
    changes.filter(is).length;
  return {
    create: count(({ action }) => action === 'create'),
    update: count(({ action }) => action === 'update'),
    delete: count(({ action }) => action === 'delete'),
    replace: count(({ action }) => isReplacement(action)),
  };
}
