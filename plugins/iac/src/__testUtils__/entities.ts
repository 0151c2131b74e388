import type { Entity } from '@backstage/catalog-model';

/** A service that lives in these environments. */
export function aService(...environments: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'storefront',
      ...(environments.length > 0
        ? {
            annotations: {
              'backstage-iac.io/environments': environments.join(','),
            },
          }
        : {}),
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'developers' },
  };
}

/** An environment as the catalog module emits it. */
export function anEnvironmentEntity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: { 'backstage-iac.io/environments': name },
    },
    spec: { type: 'environment', owner: 'platform-leads' },
  };
}
