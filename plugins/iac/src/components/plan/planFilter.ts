import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { groupOf, type ActionGroup } from './actions';

export interface PlanFilter {
  /** Only these; empty for all. */
  groups: ReadonlySet<ActionGroup>;
  /** Part of an address, a type or an attribute's path, in any case. */
  text: string;
}

/** Whether it leaves anything out. */
export function isFiltering({ groups, text }: PlanFilter): boolean {
  return groups.size > 0 || text.trim() !== '';
}

export function fits(
  change: ResourceChange,
  { groups, text }: PlanFilter,
): boolean {
  if (groups.size > 0 && !groups.has(groupOf(change))) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || searchableText(change).includes(wanted);
}

/** Of thousands of resources, with each letter that is typed: made once. */
const SEARCHABLE = new WeakMap<ResourceChange, string>();

function searchableText(change: ResourceChange): string {
  const known = SEARCHABLE.get(change);
  if (known !== undefined) return known;
  const { address, type, attributes } = change;
  const text = [address, type, ...attributes.map(({ path }) => path)]
    .join('\n')
    .toLowerCase();
  SEARCHABLE.set(change, text);
  return text;
}
