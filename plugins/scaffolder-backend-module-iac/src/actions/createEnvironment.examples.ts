import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Create an environment from a skeleton, and plan it',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render the skeleton',
          action: 'fetch:template',
          input: {
            url: './skeleton',
            targetPath: 'environment',
            values: { name: '${{ parameters.name }}' },
          },
        },
        {
          id: 'create',
          name: 'Create the environment',
          action: 'iac:environment:create',
          input: {
            environment: '${{ parameters.name }}',
            source: 'platform',
            from: 'environment',
          },
        },
        {
          id: 'plan',
          name: 'Plan the environment',
          action: 'iac:plan',
          input: { environment: '${{ parameters.name }}' },
        },
      ],
    }),
  },
];
