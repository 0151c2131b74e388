import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Plan an environment and wait for the answer',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Plan staging',
          action: 'iac:plan',
          input: { environment: 'staging' },
        },
      ],
    }),
  },
  {
    description: 'Plan a branch, for at most ten minutes',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Plan production',
          action: 'iac:plan',
          input: {
            environment: 'production',
            ref: 'bigger-database',
            reason: 'What would the bigger database change?',
            timeout: { minutes: 10 },
          },
        },
      ],
    }),
  },
  {
    description: 'Start a plan and show its page at once',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Start a plan',
          action: 'iac:plan',
          input: { environment: '${{ parameters.environment }}', wait: false },
        },
      ],
      output: {
        links: [{ title: 'The plan', url: '${{ steps.plan.output.runUrl }}' }],
      },
    }),
  },
];
