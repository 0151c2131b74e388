import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { groupOf, type ActionGroup } from './actions';
import { modulePath } from './modulePath';

/** A module with what changes in it, and the modules that it calls. */
export interface ModuleNode {
  /** `undefined`: the root module. */
  address: string | undefined;
  /** Without the modules that it is in. */
  name: string | undefined;
  changes: ResourceChange[];
  children: ModuleNode[];
  /** Changes of it and all below. */
  numbers: ReadonlyMap<ActionGroup, number>;
}

interface Draft {
  address: string | undefined;
  name: string | undefined;
  changes: ResourceChange[];
  children: Map<string, Draft>;
}

/**
 * Changes by module, modules in the order of their first change. A module that
 * does nothing but call another one shares its line.
 */
export function toModuleTree(changes: ResourceChange[]): ModuleNode[] {
  const top = new Map<string, Draft>();
  const byAddress = new Map<string, Draft>();
  for (const change of changes) {
    const address = change.moduleAddress ?? '';
    const known = byAddress.get(address);
    const draft = known ?? findOrAdd(top, change.moduleAddress);
    if (!known) byAddress.set(address, draft);
    draft.changes.push(change);
  }
  return [...top.values()].map(finish);
}

/** The root module stands beside the modules that it calls, not above them. */
function findOrAdd(
  top: Map<string, Draft>,
  moduleAddress: string | undefined,
): Draft {
  if (moduleAddress === undefined) return childOf(top, '', undefined);
  let siblings = top;
  let address = '';
  let draft: Draft | undefined;
  for (const name of modulePath(moduleAddress)) {
    address = address ? `${address}.${name}` : name;
    draft = childOf(siblings, name, address);
    siblings = draft.children;
  }
  return draft ?? childOf(top, '', undefined);
}

function childOf(
  siblings: Map<string, Draft>,
  name: string,
  address: string | undefined,
): Draft {
  const known = siblings.get(name);
  if (known) return known;
  const added: Draft = {
    address,
    name: address === undefined ? undefined : name,
    changes: [],
    children: new Map(),
  };
  siblings.set(name, added);
  return added;
}

function finish(draft: Draft): ModuleNode {
  const children = [...draft.children.values()].map(finish);
  const [only, ...others] = children;
  if (only && others.length === 0 && draft.changes.length === 0) {
    return { ...only, name: [draft.name, only.name].join('.') };
  }
  const numbers = new Map<ActionGroup, number>();
  const count = (group: ActionGroup, number: number) =>
    numbers.set(group, (numbers.get(group) ?? 0) + number);
  for (const change of draft.changes) count(groupOf(change), 1);
  for (const child of children) {
    for (const [group, number] of child.numbers) count(group, number);
  }
  const { address, name, changes } = draft;
  return { address, name, changes, children, numbers };
}
