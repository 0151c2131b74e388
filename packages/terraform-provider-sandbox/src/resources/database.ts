import { id, name } from '../schema';
import type { ResourceType } from '../schema';

const PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
};
const SIZES = ['small', 'medium', 'large', 'xlarge'];

export const database: ResourceType = {
  name: 'sandbox_database',
  idPrefix: 'db',
  description: 'A managed database.',
  attributes: {
    id,
    name: { ...name, replace: true },
    network_id: {
      type: 'string',
      description: 'The network it is reached from.',
      replace: true,
      references: 'sandbox_network',
    },
    engine: {
      type: 'string',
      description: 'Database engine.',
      required: true,
      replace: true,
      oneOf: Object.keys(PORTS),
    },
    size: {
      type: 'string',
      description: 'Size of the machine.',
      default: 'small',
      oneOf: SIZES,
    },
    storage_gb: {
      type: 'number',
      description: 'Storage in GB.',
      required: true,
      integer: true,
      min: 10,
      max: 16384,
    },
    password: {
      type: 'string',
      description: 'Password of the administrator. The cloud never tells it.',
      required: true,
      sensitive: true,
      writeOnly: true,
      pattern: /^.{8,}$/s,
      patternHint: 'at least 8 characters long',
    },
    deletion_protection: {
      type: 'bool',
      description: 'Refuse to delete it.',
      default: false,
    },
    backup_days: {
      type: 'number',
      description: 'How long backups are kept, in days.',
      default: 7,
      integer: true,
      min: 0,
      max: 35,
    },
    endpoint: {
      type: 'string',
      description: 'Address and port.',
      from: ['name', 'engine'],
      compute: (object, { cloud }) =>
        `${object.name}.${cloud}.sandbox.internal:${
          PORTS[String(object.engine)]
        }`,
    },
  },
  protect: object =>
    object.deletion_protection === true
      ? 'deletion_protection is on; turn it off and apply that first'
      : undefined,
  // The classic: someone makes it bigger in the console during an incident, and nobody writes it down.
  handChange: object => ({
    size:
      SIZES[(SIZES.indexOf(String(object.size)) + 1) % SIZES.length] ?? 'large',
  }),
};
