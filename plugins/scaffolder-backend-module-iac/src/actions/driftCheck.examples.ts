import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check an environment for drift',
    example: stringify({
      steps: [
        {
          id: 'drift',
          name: 'Check production for drift',
          action: 'iac:drift:check',
          input: { environment: 'production' },
        },
      ],
    }),
  },
  {
    description: 'Apply only to an environment that has not drifted',
    example: stringify({
      steps: [
        {
          id: 'drift',
          name: 'Check production for drift',
          action: 'iac:drift:check',
          input: { environment: 'production', failOnDrift: true },
        },
        {
          id: 'apply',
          name: 'Apply production',
          action: 'iac:apply',
          input: { environment: 'production' },
        },
      ],
    }),
  },
];
