import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
  type EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import catalogModuleIac from '.';

const repository = createMockDirectory();

/** What the module gives the catalog when a backend starts. */
function emit(iac: JsonObject): Promise<EntityProviderMutation> {
  return new Promise((resolve, reject) => {
    const catalog = {
      addEntityProvider(provider: EntityProvider) {
        provider
          .connect({
            applyMutation: async mutation => resolve(mutation),
            refresh: async () => {},
          })
          .catch(reject);
      },
    };
    startTestBackend({
      extensionPoints: [[catalogProcessingExtensionPoint, catalog]],
      features: [
        catalogModuleIac,
        mockServices.rootConfig.factory({ data: { iac } }),
      ],
    }).catch(reject);
  });
}

describe('catalogModuleIac', () => {
  it('emits what was discovered and what was named, and nothing of their runs', async () => {
    repository.setContent({
      infra: {
        environments: {
          staging: { 'main.tf': '' },
          production: { 'main.tf': '' },
          notes: { 'README.md': 'no root module' },
        },
      },
    });

    const mutation = await emit({
      sources: {
        platform: {
          target: repository.path,
          environments: 'infra/environments/*',
        },
      },
      environments: {
        production: {
          title: 'Production',
          tier: 'production',
          owner: 'group:default/platform-leads',
          promotesFrom: 'staging',
          labels: { region: 'eu', note: 'not a label, has blanks' },
        },
      },
    });

    expect(mutation).toEqual({
      type: 'full',
      entities: [
        {
          locationKey: 'iac-environments',
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: {
              name: 'production',
              title: 'Production',
              labels: {
                region: 'eu',
                'backstage-iac.io/tier': 'production',
              },
              annotations: {
                'backstage.io/managed-by-location':
                  'iac-environment:production',
                'backstage.io/managed-by-origin-location':
                  'iac-environment:production',
                'backstage-iac.io/environments': 'production',
              },
            },
            spec: {
              type: 'environment',
              owner: 'group:default/platform-leads',
              dependsOn: ['resource:default/staging'],
            },
          },
        },
        {
          locationKey: 'iac-environments',
          entity: expect.objectContaining({
            metadata: expect.objectContaining({
              name: 'staging',
              labels: { 'backstage-iac.io/tier': 'standard' },
            }),
            spec: { type: 'environment', owner: 'unknown' },
          }),
        },
      ],
    });
  });
});
