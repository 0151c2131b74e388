import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';

/** An environment as the configuration would define it. */
export function environmentDefinition(
  name: string,
  overrides: Partial<EnvironmentDefinition> = {},
): EnvironmentDefinition {
  return {
    name,
    tier: 'standard',
    labels: {},
    source: 'platform',
    engine: {
      name,
      source: { type: 'directory', path: '/nowhere' },
      directory: `infra/environments/${name}`,
      state: { type: 'local', config: {}, env: {} },
      variables: {},
      variableFiles: [],
      env: {},
      tool: {},
    },
    secrets: {},
    drift: {
      cron: '0 2 * * *',
      jitterSeconds: 1800,
      freshnessSeconds: 26 * 3600,
      ignore: [],
    },
    protection: {
      approvals: {
        required: 1,
        approvers: [],
        requesterMayApprove: true,
        authorMayApprove: true,
        expiresAfterSeconds: 24 * 3600,
        onNewCommit: 'void',
      },
      apply: 'manual',
      reasonRequired: false,
      ticket: { required: false },
      freezeWindows: [],
      guardedResources: [],
      breakGlass: {
        confirmWithinSeconds: 3600,
        reviewWithinSeconds: 72 * 3600,
      },
    },
    forceCancelAfterSeconds: 120,
    rotation: {
      maxAgeSeconds: 90 * 24 * 3600,
      warnBeforeSeconds: 15 * 24 * 3600,
      enforce: false,
    },
    ...overrides,
  };
}
