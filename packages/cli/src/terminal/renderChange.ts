import type {
  AttributeValue,
  ChangeAction,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { plainText } from './plainText';

/** Reality's verbs: drift is what happened, not what Terraform will do. */
const HAPPENED: Partial<Record<ChangeAction, string>> = {
  create: '+ appeared',
  update: '~ changed',
  delete: '- deleted',
};

/** Terraform's: what an apply would do. */
const PLANNED: Readonly<Record<ChangeAction, string>> = {
  create: '+ create',
  update: '~ update',
  delete: '- delete',
  'delete-then-create': '± replace',
  'create-then-delete': '± replace',
  forget: '. forget',
  read: '≤ read',
  'no-op': '  write down',
};

/** What happened to a resource, attribute by attribute. */
export function renderHappened(change: ResourceChange): string[] {
  const words = HAPPENED[change.action] ?? `~ ${change.action}`;
  const [shape, word] = words.split(' ');
  return [
    `  ${shape} ${plainText(change.address)} ${word}`,
    ...change.attributes.map(
      ({ path, before, after }) =>
        `      ${plainText(path)}: ${renderValue(before)} → ${renderValue(
          after,
        )}`,
    ),
  ];
}

/** What an apply would do to a resource, in one line. */
export function renderPlanned({ action, address }: ResourceChange): string {
  const words = PLANNED[action];
  return `  ${words.slice(0, 1)} ${plainText(address)} ${words
    .slice(1)
    .trim()}`;
}

function renderValue(value: AttributeValue): string {
  switch (value.kind) {
    case 'value':
      return plainText(value.json);
    case 'sensitive':
      return '(sensitive)';
    case 'unknown':
      return '(not known yet)';
    default:
      return '(none)';
  }
}
