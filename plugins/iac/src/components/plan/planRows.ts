import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { changeKey, groupOf, type ActionGroup } from './actions';

/** A line of the plan: a module's heading, or one of its resources. */
export type PlanRow =
  | { kind: 'module'; key: string; moduleAddress: string | undefined }
  | { kind: 'resource'; key: string; change: ResourceChange };

export interface PlanFilter {
  /** Only these; empty for all. */
  groups: ReadonlySet<ActionGroup>;
  /** Part of an address, a type or an attribute's path, in any case. */
  text: string;
}

/**
 * Lines by module, modules in the order of their worst change: the summary
 * lists destructive changes first, and that order is kept.
 */
export function toPlanRows(
  changes: ResourceChange[],
  filter: PlanFilter,
): PlanRow[] {
  const modules = new Map<string | undefined, ResourceChange[]>();
  for (const change of changes) {
    if (!fits(change, filter)) continue;
    const others = modules.get(change.moduleAddress);
    if (others) others.push(change);
    else modules.set(change.moduleAddress, [change]);
  }
  return [...modules].flatMap(([moduleAddress, members]): PlanRow[] => [
    { kind: 'module', key: `module ${moduleAddress ?? ''}`, moduleAddress },
    ...members.map(change => ({
      kind: 'resource' as const,
      key: changeKey(change),
      change,
    })),
  ]);
}

/** Whether it leaves anything out. */
export function isFiltering({ groups, text }: PlanFilter): boolean {
  return groups.size > 0 || text.trim() !== '';
}

function fits(change: ResourceChange, { groups, text }: PlanFilter): boolean {
  if (groups.size > 0 && !groups.has(groupOf(change))) return false;
  const wanted = text.trim().toLowerCase();
  return (
    wanted === '' ||
    change.address.toLowerCase().includes(wanted) ||
    change.type.toLowerCase().includes(wanted) ||
    change.attributes.some(({ path }) => path.toLowerCase().includes(wanted))
  );
}

/** The address without the module, whose heading stands above. */
export function localAddress(change: ResourceChange): string {
  const prefix = change.moduleAddress && `${change.moduleAddress}.`;
  return prefix && change.address.startsWith(prefix)
    ? change.address.slice(prefix.length)
    : change.address;
}
