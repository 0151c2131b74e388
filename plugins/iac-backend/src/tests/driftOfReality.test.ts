import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  drift as changeByHand,
  installMirror,
  PROVIDER_SOURCE,
} from '@backstage-iac/terraform-provider-sandbox';
import {
  IacClient,
  isTerminal,
  type Operation,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { clientOf } from '../__testUtils__/clientOf';
import { iacPlugin } from '../plugin';

// Real Terraform with a provider, on machines that may be slow.
jest.setTimeout(240_000);

const MAIN_TF = `terraform {
  required_providers {
    sandbox = {
      source = "${PROVIDER_SOURCE}"
    }
  }
}

provider "sandbox" {
  cloud = "staging"
}

resource "sandbox_database" "main" {
  name       = "main"
  engine     = "postgres"
  storage_gb = 20
  password   = "long-enough"
  size       = "small"
}
`;

describe('drift of a real environment', () => {
  const directory = createMockDirectory();
  let client: IacClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    directory.setContent({ infra: { staging: { 'main.tf': MAIN_TF } } });
    const { cliConfigFile } = installMirror(directory.resolve('mirror'));
    const backend = await startTestBackend({
      features: [
        iacPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            iac: {
              home: directory.resolve('home'),
              artifacts: directory.resolve('artifacts'),
              terraform: { cliConfigFile },
              sources: {
                platform: {
                  target: directory.resolve('infra'),
                  environments: '*',
                },
              },
              environments: {
                staging: {
                  env: { SANDBOX_HOME: directory.resolve('clouds') },
                  drift: {
                    ignore: [
                      {
                        address: 'sandbox_database.*',
                        attributes: ['storage_gb'],
                        reason: 'It grows by itself',
                        owner: 'group:default/team',
                      },
                    ],
                  },
                },
              },
            },
          },
        }),
      ],
    });
    stop = () => backend.stop();
    client = clientOf(backend.server);
  });

  afterAll(async () => stop());

  const byHand = (set: Record<string, string>) =>
    changeByHand({
      directory: directory.resolve('clouds'),
      cloud: 'staging',
      set,
    });

  async function until(run: Run, isThere: (run: Run) => boolean): Promise<Run> {
    for (;;) {
      const current = await client.getRun(run.id);
      if (isThere(current)) return current;
      if (isTerminal(current.state)) {
        throw new Error(
          `Run ended as '${current.state}': ${current.error?.message}`,
        );
      }
    }
  }

  async function check(): Promise<Run> {
    const run = await client.createRun({
      environment: 'staging',
      operation: 'drift-check',
    });
    return until(run, ({ state }) => state === 'planned_and_finished');
  }

  /** With the check that follows by itself. */
  async function apply(operation: Operation): Promise<Run> {
    const run = await client.createRun({ environment: 'staging', operation });
    const { digests } = await until(
      run,
      ({ state }) => state === 'awaiting_approval',
    );
    await client.approveRun(run.id, { approvalDigest: digests!.approval });
    const applied = await until(run, ({ state }) => state === 'applied');
    for (;;) {
      const { items } = await client.listRuns({
        operation: 'drift-check',
        limit: 1,
      });
      const [newest] = items;
      if (newest?.number > run.number && isTerminal(newest.state)) {
        return applied;
      }
    }
  }

  async function episodes() {
    return (await client.listDriftEpisodes('staging')).items;
  }

  it('ends as Terraform and people end it, and counts what is known apart', async () => {
    await apply('plan-and-apply');
    await byHand({ storage_gb: '40' });
    expect((await check()).drift).toMatchObject({
      status: 'clean',
      outsideChanges: 0,
      ignored: 1,
    });
    expect(await episodes()).toEqual([]);

    await byHand({ size: 'large' });
    await check();
    const [begun] = await episodes();
    expect(begun).toMatchObject({
      severity: 'medium',
      resources: [
        {
          address: 'sandbox_database.main',
          causes: ['changed'],
          attributes: ['size'],
        },
      ],
      appliedBefore: { number: 1, by: 'user:default/mock' },
    });

    const accepted = await apply('refresh-only');
    expect(await episodes()).toMatchObject([
      { resolved: { how: 'accepted', by: { runId: accepted.id } } },
    ]);

    await byHand({ size: 'medium' });
    await check();
    const reconciled = await apply('plan-and-apply');
    expect(await episodes()).toMatchObject([
      {
        recurrence: { episodes: 1 },
        resolved: { how: 'reconciled', by: { runId: reconciled.id } },
      },
      {},
    ]);

    await byHand({ size: 'large' });
    await check();
    await byHand({ size: 'small' });
    await check();
    const [vanished] = await episodes();
    expect(vanished).toMatchObject({
      recurrence: { episodes: 2 },
      resolved: { how: 'vanished' },
    });
    expect(vanished.resolved).not.toHaveProperty('by');
  });
});
