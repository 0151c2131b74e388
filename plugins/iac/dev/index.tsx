import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { safeText } from '@backstage-iac/plugin-iac-common';
import iacPlugin, { iacApiRef, iacTranslationsModule } from '../src';
import {
  aDriftPlan,
  aPlan,
  aReadiness,
  aRun,
  aWaitingRun,
  minutesAgo,
} from '../src/__testUtils__/fixtures';
import { MemoryIacApi } from '../src/__testUtils__/MemoryIacApi';

const environments = [
  aReadiness('ready', 'staging'),
  aReadiness('drifted', 'production'),
  aReadiness('stale', 'dr-west'),
];
const waiting = aWaitingRun();
const plan = aPlan();

const api = new MemoryIacApi({
  environments,
  runs: [
    waiting,
    aRun({
      environment: 'production',
      number: 480,
      state: 'errored',
      error: {
        message: "The state is locked by 'guest@laptop' since 09:40",
        nextStep: 'Wait for that person to finish, then plan again',
      },
    }),
    ...environments.flatMap(({ lastPlan, lastApply, lastDriftCheck }) =>
      [lastPlan, lastApply, lastDriftCheck].filter(run => run !== undefined),
    ),
  ],
  plans: {
    [waiting.id]: plan,
    'production-14': aDriftPlan(),
  },
  planTexts: {
    [waiting.id]:
      'Terraform will perform the following actions:\n\n  # module.compute.sandbox_database.main must be replaced\n-/+ resource "sandbox_database" "main" {\n      ~ engine = "postgres-14" -> "postgres-16" # forces replacement\n    }\n\nPlan: 4 to add, 2 to change, 1 to destroy.\n',
  },
  logs: {
    [waiting.id]: [
      {
        cursor: 1,
        stage: 'init',
        at: minutesAgo(12),
        text: safeText`Terraform has been successfully initialized!\n`,
      },
      {
        cursor: 2,
        stage: 'plan',
        at: minutesAgo(11.9),
        text: safeText`module.compute.sandbox_database.main: Plan to replace\nPlan: 4 to add, 2 to change, 1 to destroy.\n`,
      },
    ],
  },
});

createDevApp({
  features: [
    iacPlugin,
    iacTranslationsModule,
    createFrontendModule({
      pluginId: 'iac',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({ api: iacApiRef, deps: {}, factory: () => api }),
        }),
      ],
    }),
  ],
});
