import { id, name } from '../schema';
import type { Attribute, ResourceType } from '../schema';
import { isMap } from '../protocol/values';

export const cidr: Attribute = {
  type: 'string',
  description: 'Address range in CIDR notation.',
  required: true,
  replace: true,
  pattern: /^(\d{1,3}\.){3}\d{1,3}\/([89]|[12]\d|3[0-2])$/,
  patternHint: 'an IPv4 range such as 10.0.0.0/16',
};

export const network: ResourceType = {
  name: 'sandbox_network',
  idPrefix: 'net',
  description: 'A private network.',
  attributes: {
    id,
    name,
    cidr,
    tags: { type: 'map', description: 'Tags.' },
  },
  handChange: object => ({
    tags: {
      ...(isMap(object.tags) ? object.tags : {}),
      'changed-by': 'console',
    },
  }),
};
