import type {
  ChangeAction,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';

/** What a pill filters by. */
export type ActionGroup =
  | 'replace'
  | 'delete'
  | 'update'
  | 'create'
  | 'read'
  | 'other';

/** Worst first. */
export const ACTION_GROUPS: readonly ActionGroup[] = [
  'replace',
  'delete',
  'update',
  'create',
  'read',
  'other',
];

const GROUPS: Readonly<Record<ChangeAction, ActionGroup>> = {
  'delete-then-create': 'replace',
  'create-then-delete': 'replace',
  delete: 'delete',
  update: 'update',
  create: 'create',
  read: 'read',
  forget: 'other',
  'no-op': 'other',
};

/** As Terraform prints them; beside a word, never instead of it. */
export const ACTION_SIGNS: Readonly<Record<ActionGroup, string>> = {
  replace: '±',
  delete: '−',
  update: '~',
  create: '+',
  read: '≤',
  other: '·',
};

export function groupOf(change: Pick<ResourceChange, 'action'>): ActionGroup {
  return GROUPS[change.action];
}

/** What the object holds is lost. */
export function isDestructive(change: Pick<ResourceChange, 'action'>): boolean {
  const group = groupOf(change);
  return group === 'replace' || group === 'delete';
}

/** An address alone is not unique: an object may have deposed ones. Stands in addresses of pages. */
export function changeKey({ address, deposed }: ResourceChange): string {
  return deposed ? `${address}#${deposed}` : address;
}
