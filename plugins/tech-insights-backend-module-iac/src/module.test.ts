import { createServiceFactory } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  techInsightsFactRetrieversExtensionPoint,
  type FactRetriever,
  type FactRetrieverContext,
} from '@backstage-community/plugin-tech-insights-node';
import type {
  ListReadinessRequest,
  ReadinessLine,
} from '@backstage-iac/plugin-iac-common';
import { iacServiceRef, type IacService } from '@backstage-iac/plugin-iac-node';
import { techInsightsModuleIac } from './module';

function line(environment: string, drift: ReadinessLine['drift']) {
  return {
    environment,
    verdict: 'BLOCKED',
    readyFor: {
      plan: 'READY',
      apply: 'READY',
      promote: 'BLOCKED',
      rollback: 'READY',
    },
    counts: { fail: 1, unknown: 1, stale: 1, error: 1, waived: 0 },
    worstReason: { message: 'Drift: 2 resources were changed' },
    drift,
  };
}

describe('techInsightsModuleIac', () => {
  it('tells the verdict on every environment, and leaves out what is not known', async () => {
    const lines = [
      line('staging', { status: 'drifted', count: 2 }),
      line('production', { status: 'unknown' }),
    ];
    let retrievers: Record<string, FactRetriever> = {};
    const backend = await startTestBackend({
      extensionPoints: [
        [
          techInsightsFactRetrieversExtensionPoint,
          {
            addFactRetrievers: (added: Record<string, FactRetriever>) => {
              retrievers = added;
            },
          },
        ],
      ],
      features: [
        techInsightsModuleIac,
        createServiceFactory({
          service: iacServiceRef,
          deps: {},
          factory: () =>
            ({
              // One at a time: the retriever must ask for the rest.
              listReadiness: async ({ offset = 0 }: ListReadinessRequest) => ({
                items: lines.slice(offset, offset + 1),
                totalItems: lines.length,
              }),
            } as unknown as IacService),
        }),
      ],
    });
    const { iacReadiness } = retrievers;
    const facts = await iacReadiness.handler({} as FactRetrieverContext);
    expect(facts).toEqual([
      {
        entity: { kind: 'resource', namespace: 'default', name: 'staging' },
        facts: {
          verdict: 'BLOCKED',
          readyToApply: true,
          readyToPromote: false,
          failingChecks: 1,
          unprovenChecks: 3,
          waivedChecks: 0,
          driftedResources: 2,
          worstReason: 'Drift: 2 resources were changed',
        },
      },
      expect.objectContaining({
        facts: expect.not.objectContaining({
          driftedResources: expect.anything(),
        }),
      }),
    ]);
    expect(Object.keys(facts[0].facts).sort()).toEqual(
      Object.keys(iacReadiness.schema).sort(),
    );
    await backend.stop();
  });
});
