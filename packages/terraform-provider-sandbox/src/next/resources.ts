/**
 * What version 0.2 of the provider knows besides: one attribute that the cloud tells of what is there already, and one
 * with a default that nobody has set yet. The two ways in which an upgrade of a provider shows in a plan.
 */
import { dataSource, dataSources, resourceTypes as before } from '../resources';
import type { Attribute, ResourceType } from '../schema';

const ADDED: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  sandbox_network: {
    self_link: {
      type: 'string',
      description: 'Address of the network in the API.',
      from: ['name'],
      compute: (object, { cloud }) => `sandbox://${cloud}/${object.name}`,
    },
  },
  sandbox_database: {
    monitoring: {
      type: 'bool',
      description: 'Whether it is watched closely.',
      default: false,
    },
  },
};

export const resourceTypes: readonly ResourceType[] = before.map(type => ({
  ...type,
  attributes: { ...type.attributes, ...ADDED[type.name] },
}));

export function resourceType(name: string | undefined): ResourceType {
  const found = resourceTypes.find(type => type.name === name);
  if (!found) throw new Error(`The sandbox has no resource type ${name}`);
  return found;
}

export { dataSource, dataSources };
