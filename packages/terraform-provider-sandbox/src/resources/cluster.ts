import { id, name } from '../schema';
import type { ResourceType } from '../schema';

export const cluster: ResourceType = {
  name: 'sandbox_cluster',
  idPrefix: 'cls',
  description: 'A cluster of machines that runs services.',
  attributes: {
    id,
    name: { ...name, replace: true },
    network_id: {
      type: 'string',
      description: 'The network it runs in.',
      required: true,
      replace: true,
      references: 'sandbox_network',
    },
    subnet_ids: { type: 'list', description: 'The subnets of its machines.' },
    node_count: {
      type: 'number',
      description: 'How many machines.',
      required: true,
      integer: true,
      min: 1,
      max: 100,
    },
    node_type: {
      type: 'string',
      description: 'Type of machine.',
      default: 'small',
      oneOf: ['small', 'medium', 'large', 'xlarge'],
    },
    version: {
      type: 'string',
      description: 'Version of the control plane.',
      required: true,
      pattern: /^\d+\.\d+$/,
      patternHint: 'a version such as 1.31',
    },
    tags: { type: 'map', description: 'Tags.' },
    endpoint: {
      type: 'string',
      description: 'Address of the control plane.',
      from: ['name'],
      compute: (object, { cloud }) =>
        `https://${object.name}.${cloud}.sandbox.internal:6443`,
    },
  },
  handChange: object => ({ node_count: Number(object.node_count) + 1 }),
};
