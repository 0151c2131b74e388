import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

const template = (name: string, steps: JsonObject[]): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'deployment',
    steps,
    // All that the steps give, kept with the task.
    output: { text: [{ title: 'Steps', content: '${{ steps | dump }}' }] },
  },
});

/** `deploy` does everything that can be done with an environment, `deploy-broken` fails. */
export const TEMPLATES = [
  template('deploy', [
    { id: 'plan', action: 'iac:plan', input: { environment: 'printing' } },
    {
      id: 'apply',
      action: 'iac:apply',
      input: { environment: 'printing', approve: true },
    },
    {
      id: 'drift',
      action: 'iac:drift:check',
      input: { environment: 'printing' },
    },
  ]),
  template('deploy-broken', [
    {
      id: 'apply',
      action: 'iac:apply',
      input: { environment: 'broken', approve: true },
    },
  ]),
];
