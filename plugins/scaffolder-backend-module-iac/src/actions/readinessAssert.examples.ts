import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Apply only to an environment that is ready for it',
    example: stringify({
      steps: [
        {
          id: 'ready',
          name: 'Is production ready?',
          action: 'iac:readiness:assert',
          input: { environment: 'production', for: 'apply' },
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
  {
    description: 'Go on at a risk that a person should know of',
    example: stringify({
      steps: [
        {
          id: 'ready',
          name: 'Is staging good enough to promote from?',
          action: 'iac:readiness:assert',
          input: { environment: 'staging', for: 'promote', allow: ['AT_RISK'] },
        },
      ],
    }),
  },
];
