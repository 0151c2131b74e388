import { id, name } from '../schema';
import type { ResourceType } from '../schema';

export const dashboard: ResourceType = {
  name: 'sandbox_dashboard',
  idPrefix: 'dsh',
  description: 'A dashboard.',
  attributes: {
    id,
    name,
    title: { type: 'string', description: 'Title.', required: true },
    panels: { type: 'list', description: 'The metrics that it shows.' },
    refresh_seconds: {
      type: 'number',
      description: 'How often it refreshes.',
      default: 60,
      integer: true,
      min: 5,
    },
    url: {
      type: 'string',
      description: 'Where to see it.',
      from: ['name'],
      compute: (object, { cloud }) =>
        `https://observe.${cloud}.sandbox.internal/d/${object.name}`,
    },
  },
  handChange: object => ({ title: `${object.title} (edited)` }),
};
