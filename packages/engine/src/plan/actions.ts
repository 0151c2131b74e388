import type { ChangeAction } from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';

/** Terraform's lists of actions, joined by a blank. */
const ACTIONS: Readonly<Record<string, ChangeAction>> = {
  'no-op': 'no-op',
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'delete',
  'delete create': 'delete-then-create',
  'create delete': 'create-then-delete',
  forget: 'forget',
  // A replacement that leaves the old object alive, outside of Terraform
  // (`lifecycle { destroy = false }`). It is shown as what it is for its users.
  'forget create': 'delete-then-create',
  'create forget': 'create-then-delete',
};

/** What a reader must see first stands first. */
const ORDER: readonly ChangeAction[] = [
  'delete',
  'delete-then-create',
  'create-then-delete',
  'forget',
  'update',
  'create',
  'read',
  'no-op',
];

/**
 * @throws RunFailure for actions of a Terraform that is newer than this code:
 *   to leave them out would show a dangerous plan as a harmless one
 */
export function actionOf(actions: string[], where: string): ChangeAction {
  const key = actions.join(' ');
  if (!Object.hasOwn(ACTIONS, key)) {
    throw new RunFailure(
      `Unknown actions '${key}' of ${where} in the plan's JSON`,
      { nextStep: 'Use a version of the suite that knows this Terraform.' },
    );
  }
  return ACTIONS[key];
}

export function isReplacement(action: ChangeAction): boolean {
  return action === 'delete-then-create' || action === 'create-then-delete';
}

/** Destructive changes first, otherwise in the plan's own order. */
export function destructiveFirst<T extends { action: ChangeAction }>(
  changes: T[],
): T[] {
  return [...changes].sort(
    (a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action),
  );
}
