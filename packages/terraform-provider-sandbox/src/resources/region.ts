import type { DataSource } from '../schema';

const LOCATIONS: Readonly<Record<string, string>> = {
  'north-1': 'Stockholm',
  'west-1': 'Dublin',
  'central-1': 'Frankfurt',
};

export const region: DataSource = {
  name: 'sandbox_region',
  description: 'A region of the cloud, with its availability zones.',
  attributes: {
    name: {
      type: 'string',
      description: 'Name of the region.',
      required: true,
      oneOf: Object.keys(LOCATIONS),
    },
    id: {
      type: 'string',
      description: 'Same as the name.',
      compute: config => config.name,
    },
    location: {
      type: 'string',
      description: 'Where it is.',
      compute: config => LOCATIONS[String(config.name)] ?? null,
    },
    zones: {
      type: 'list',
      description: 'Its availability zones.',
      compute: config => ['a', 'b', 'c'].map(zone => `${config.name}${zone}`),
    },
  },
};
