import { id, name } from '../schema';
import type { ResourceType } from '../schema';

export const service: ResourceType = {
  name: 'sandbox_service',
  idPrefix: 'svc',
  description: 'A service on a cluster, with its ingress.',
  attributes: {
    id,
    name,
    cluster_id: {
      type: 'string',
      description: 'The cluster that runs it.',
      required: true,
      replace: true,
      references: 'sandbox_cluster',
    },
    host: {
      type: 'string',
      description: 'Host name of the ingress.',
      required: true,
      pattern: /^([a-z0-9-]+\.)+[a-z]{2,}$/,
      patternHint: 'a host name such as shop.example.com',
    },
    port: {
      type: 'number',
      description: 'Port of the containers.',
      default: 8080,
      integer: true,
      min: 1,
      max: 65535,
    },
    replicas: {
      type: 'number',
      description: 'How many containers.',
      default: 1,
      integer: true,
      min: 0,
      max: 500,
    },
    tls: {
      type: 'bool',
      description: 'Whether the ingress speaks TLS.',
      default: true,
    },
    endpoint: {
      type: 'string',
      description: 'Address of the ingress.',
      from: ['host', 'tls'],
      compute: object =>
        `${object.tls === true ? 'https' : 'http'}://${object.host}`,
    },
  },
  handChange: object => ({ replicas: Number(object.replicas) + 1 }),
};
