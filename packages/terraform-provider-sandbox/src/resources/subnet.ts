import { id, name } from '../schema';
import type { ResourceType } from '../schema';
import { cidr } from './network';

export const subnet: ResourceType = {
  name: 'sandbox_subnet',
  idPrefix: 'sub',
  description: 'A part of a network in one zone.',
  attributes: {
    id,
    name,
    network_id: {
      type: 'string',
      description: 'The network it is part of.',
      required: true,
      replace: true,
      references: 'sandbox_network',
    },
    cidr,
    zone: {
      type: 'string',
      description: 'Availability zone.',
      required: true,
      replace: true,
    },
    public: {
      type: 'bool',
      description: 'Whether its machines get public addresses.',
      default: false,
    },
  },
  handChange: object => ({ public: object.public !== true }),
};
