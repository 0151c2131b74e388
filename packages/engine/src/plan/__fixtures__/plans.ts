import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import type { Json } from '../../types';

type JsonMembers = { [member: string]: Json };

/** A plan's JSON with what it needs to be one. */
export function planWith(members: JsonMembers = {}): JsonMembers {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: [],
    ...members,
  };
}

/** An entry of `resource_changes`, of a resource called `sandbox_network.main` unless said otherwise. */
export function resourceWith(
  actions: string[],
  change: JsonMembers = {},
  members: JsonMembers = {},
): JsonMembers {
  return {
    address: 'sandbox_network.main',
    mode: 'managed',
    type: 'sandbox_network',
    name: 'main',
    provider_name: 'backstage-iac.io/platform/sandbox',
    change: { actions, before: null, after: null, ...change },
    ...members,
  };
}

export function byAddress(
  changes: ResourceChange[],
): Record<string, ResourceChange> {
  return Object.fromEntries(changes.map(change => [change.address, change]));
}
