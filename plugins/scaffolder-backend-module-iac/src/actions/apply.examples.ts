import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Plan, wait up to an hour for people to approve, and apply',
    example: stringify({
      steps: [
        {
          id: 'apply',
          name: 'Apply production',
          action: 'iac:apply',
          input: {
            environment: 'production',
            reason: 'Release 2026.11',
            timeout: { hours: 1 },
          },
        },
      ],
    }),
  },
  {
    description:
      'Plan and apply at once, when the person who started the task may approve',
    example: stringify({
      steps: [
        {
          id: 'apply',
          name: 'Apply staging',
          action: 'iac:apply',
          input: { environment: 'staging', approve: true },
        },
      ],
    }),
  },
];
