import type {
  DriftAnswers,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { isReplacement } from '../plan/actions';

/** What each answer to drift would do. */
export function driftAnswers(options: {
  /** Changes of a plan at the last applied commit. */
  reapply: ResourceChange[];
  /** Everything that differs from the state. */
  drift: ResourceChange[];
}): DriftAnswers {
  const { reapply, drift } = options;
  const count = (is: (change: ResourceChange) => boolean) =>
    reapply.filter(is).length;
  return {
    reapply: {
      changes: reapply,
      counts: {
        create: count(({ action }) => action === 'create'),
        update: count(({ action }) => action === 'update'),
        delete: count(({ action }) => action === 'delete'),
        replace: count(({ action }) => isReplacement(action)),
      },
    },
    accept: { changes: drift },
  };
}
