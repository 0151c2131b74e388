import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { changeKey, type ActionGroup } from './actions';
import { toModuleTree, type ModuleNode } from './moduleTree';
import { fits, type PlanFilter } from './planFilter';

/** A line of the plan: a module's heading, or one of its resources. */
export type PlanRow = ModuleRow | ChangeRow;

export interface ModuleRow {
  kind: 'module';
  key: string;
  /** `undefined`: the root module. */
  address: string | undefined;
  /** Without the modules that it is in. */
  name: string | undefined;
  depth: number;
  /** Of it and all below. */
  numbers: ReadonlyMap<ActionGroup, number>;
  isOpen: boolean;
}

export interface ChangeRow {
  kind: 'resource';
  key: string;
  depth: number;
  change: ResourceChange;
}

/**
 * Lines of a tree of modules, in the order of their worst change: the summary
 * lists destructive changes first, and that order is kept.
 *
 * @param closed - keys of module rows whose content is not shown
 */
export function toPlanRows(
  changes: ResourceChange[],
  filter: PlanFilter,
  closed: ReadonlySet<string> = new Set(),
): PlanRow[] {
  const rows: PlanRow[] = [];
  const add = (node: ModuleNode, depth: number) => {
    const key = `module ${node.address ?? ''}`;
    const isOpen = !closed.has(key);
    const { address, name, numbers } = node;
    rows.push({ kind: 'module', key, address, name, depth, numbers, isOpen });
    if (!isOpen) return;
    for (const change of node.changes) {
      rows.push({ kind: 'resource', key: changeKey(change), depth, change });
    }
    for (const child of node.children) add(child, depth + 1);
  };
  const fitting = changes.filter(change => fits(change, filter));
  for (const node of toModuleTree(fitting)) add(node, 0);
  return rows;
}

/** The address without the module, whose heading stands above. */
export function localAddress(change: ResourceChange): string {
  const prefix = change.moduleAddress && `${change.moduleAddress}.`;
  return prefix && change.address.startsWith(prefix)
    ? change.address.slice(prefix.length)
    : change.address;
}
