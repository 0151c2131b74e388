import { IacClient, type Run } from '@backstage-iac/plugin-iac-common';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readdirSync, readFileSync } from 'node:fs';
import { clientOf } from '../__testUtils__/clientOf';
import { iacPlugin } from '../plugin';

jest.setTimeout(180_000);

const MAIN_TF = `
variable "size" {
  type = number
}

resource "terraform_data" "server" {
  count = var.size
  input = "server-\${count.index}"
}
`;

describe('the plugin with real Terraform', () => {
  const directory = createMockDirectory();

  it('plans, applies what was approved, and checks for drift', async () => {
    directory.setContent({
      infra: { staging: { 'main.tf': MAIN_TF.trimStart() } },
    });
    const backend = await startTestBackend({
      features: [
        iacPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            iac: {
              home: directory.resolve('home'),
              artifacts: directory.resolve('artifacts'),
              sources: {
                platform: { target: directory.path, environments: 'infra/*' },
              },
              environments: { staging: { variables: { size: 3 } } },
            },
          },
        }),
      ],
    });
    const client = clientOf(backend.server);

    const run = await client.createRun({
      environment: 'staging',
      operation: 'plan-and-apply',
    });
    const waiting = await until(client, run, 'awaiting_approval');
    expect(waiting).toMatchObject({
      counts: { create: 3 },
      tool: { product: 'terraform' },
    });
    const plan = await client.getPlan(run.id);
    expect(plan?.summary.changes.map(({ address }) => address)).toEqual([
      'terraform_data.server[0]',
      'terraform_data.server[1]',
      'terraform_data.server[2]',
    ]);
    expect(plan?.hygiene?.checks.map(({ id }) => id)).toEqual([
      'ignored',
      'tracked',
      'history',
      'template',
      'literals',
      'scan',
    ]);
    expect(await client.getPlanText(run.id)).toContain('3 to add');

    await client.approveRun(run.id, {
      approvalDigest: waiting.digests!.approval,
    });
    const applied = await until(client, run, 'applied');
    expect(applied.stages.at(-1)).toMatchObject({
      name: 'apply',
      status: 'passed',
    });
    const { chunks } = await client.readLog(run.id);
    expect(chunks.map(({ text }) => text).join('')).toContain(
      'terraform_data.server[2]',
    );

    const check = await firstDriftCheck(client);
    await until(client, check, 'planned_and_finished');
    expect(await client.getEnvironment('staging')).toMatchObject({
      drift: { status: 'clean', count: 0 },
    });
    const { checks } = await client.getReadiness('staging');
    const passing = checks
      .filter(({ result }) => result.status === 'pass')
      .map(({ result }) => result.checkId);
    expect(passing).toEqual(
      expect.arrayContaining([
        'apply.last',
        'changes.deployed',
        'drift.current',
        'lint.fmt',
        'lint.validate',
        'plan.current',
        'secrets.hygiene',
        'source.layout',
        'state.lock',
      ]),
    );

    const day = directory.resolve(
      `artifacts/staging/${run.createdAt.slice(0, 10)}`,
    );
    expect(readdirSync(`${day}/${run.id}`).sort()).toEqual([
      'apply.log',
      'plan.json',
      'plan.txt',
      'run.jsonl',
      'summary.json',
    ]);
    expect(readFileSync(`${day}/plan.txt`, 'utf8')).toContain('3 to add');
    await backend.stop();
  });

  /** Queued by the backend itself once the apply is done. */
  async function firstDriftCheck(client: IacClient): Promise<Run> {
    for (;;) {
      const { items } = await client.listRuns({ operation: 'drift-check' });
      if (items.length > 0) return items[0];
    }
  }

  async function until(
    client: IacClient,
    run: Run,
    state: Run['state'],
  ): Promise<Run> {
    for (;;) {
      const current = await client.getRun(run.id);
      if (current.state === state) return current;
      if (current.finishedAt) {
        throw new Error(
          `Run ended as '${current.state}': ${current.error?.message}`,
        );
      }
    }
  }
});
