import { setImmediate } from 'node:timers/promises';
import {
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the whole way of a run, from its code to the step's log
import iacPlugin from '@backstage-iac/plugin-iac-backend';
import { iacServiceRef, type IacService } from '@backstage-iac/plugin-iac-node';
import { StepHarness } from '../__testUtils__/StepHarness';
import type { Clock } from '../runs/Clock';
import { createIacApplyAction } from './apply';

// Real Terraform, on machines that may be slow.
jest.setTimeout(120_000);

const CANARY = 'canary-"5f1e&8c04<7d"';

const MAIN_TF = `
variable "db_password" {
  type      = string
  sensitive = true
}

resource "terraform_data" "leak" {
  input = nonsensitive(var.db_password)
  provisioner "local-exec" {
    command     = "echo password=$P; exit 3"
    environment = { P = nonsensitive(var.db_password) }
  }
}
`;

/** The service as the actions see it, over HTTP. */
function pluginThatTakes(take: (iac: IacService) => void): BackendFeature {
  return createBackendPlugin({
    pluginId: 'taker',
    register(env) {
      env.registerInit({
        deps: { iac: iacServiceRef },
        init: async ({ iac }) => take(iac),
      });
    },
  });
}

describe('a step on real Terraform', () => {
  const directory = createMockDirectory();

  afterEach(() => {
    delete process.env.CANARY_DB_PASSWORD;
  });

  it('shows no secret of the run that it follows, even when that fails', async () => {
    process.env.CANARY_DB_PASSWORD = CANARY;
    directory.setContent({ 'code/staging/main.tf': MAIN_TF.trimStart() });
    let iac: IacService | undefined;
    const backend = await startTestBackend({
      features: [
        iacPlugin,
        pluginThatTakes(given => {
          iac = given;
        }),
        mockServices.rootConfig.factory({
          data: {
            iac: {
              home: directory.resolve('home'),
              artifacts: directory.resolve('artifacts'),
              sources: {
                platform: {
                  target: directory.resolve('code'),
                  environments: '*',
                },
              },
              environments: {
                staging: {
                  secrets: { db_password: { env: 'CANARY_DB_PASSWORD' } },
                },
              },
            },
          },
        }),
      ],
    });
    // The run sets the pace, and not the time between two looks at it.
    const clock: Clock = { now: () => Date.now(), wait: () => setImmediate() };
    const step = new StepHarness();
    const failure: Error = await step
      .run(
        createIacApplyAction({
          iac: iac!,
          appBaseUrl: 'https://portal.example.com',
          clock,
        }),
        { environment: 'staging', approve: true, reason: `use ${CANARY}` },
      )
      .then(
        () => {
          throw new Error('The step should have failed');
        },
        error => error,
      );
    await backend.stop();

    expect(failure.message).toContain('Applying failed');
    const shown = [failure.message, ...step.lines].join('\n');
    expect(shown).toContain('password=[redacted:db_password]');
    expect(shown + JSON.stringify(step.outputs)).not.toContain('5f1e');
  });
});
