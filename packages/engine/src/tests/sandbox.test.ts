import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Harness } from './Harness';

// Real Terraform and a real provider, on machines that may be slow.
jest.setTimeout(60_000);

const INSTALL = path.resolve(
  __dirname,
  '../../../terraform-provider-sandbox/scripts/install.mjs',
);

const network = (delays: string, cloud: string) => `terraform {
  required_providers {
    sandbox = {
      source = "backstage-iac.io/platform/sandbox"
    }
  }
}

provider "sandbox" {
  directory = ${JSON.stringify(cloud)}
  cloud     = "test"
  delay_ms  = { ${delays} }
}

resource "sandbox_network" "this" {
  name = "staging"
  cidr = "10.0.0.0/16"
}

resource "sandbox_subnet" "this" {
  name       = "staging-a"
  network_id = sandbox_network.this.id
  zone       = "a"
  cidr       = "10.0.1.0/24"
}
`;

describe('a provider whose operations take their time', () => {
  const mirror = mkdtempSync(path.join(tmpdir(), 'iac-mirror-'));
  let harness: Harness;
  beforeAll(() => {
    const said = execFileSync(process.execPath, [INSTALL, '--mirror', mirror], {
      encoding: 'utf8',
    });
    const { cliConfigFile } = JSON.parse(said.trim().split('\n').at(-1) ?? '');
    harness = new Harness({ cliConfigFile });
  });
  afterAll(() => {
    harness.dispose();
    rmSync(mirror, { recursive: true, force: true });
  });

  it('is canceled in order, and what was done is in the state', async () => {
    const cloud = path.join(harness.root, 'cloud');
    const cancel = new AbortController();
    harness.write({ 'envs/staging/main.tf': network('create = 400', cloud) });
    await harness.plan('staging');
    const applied = harness.apply('staging', {
      signal: cancel.signal,
      onEvent: event => {
        if (
          event.type === 'log' &&
          event.text.includes('sandbox_subnet.this: Creating')
        ) {
          cancel.abort();
        }
      },
    });
    await expect(applied).rejects.toMatchObject({
      name: 'RunCanceledError',
      progress: {
        done: [{ address: 'sandbox_network.this', action: 'create' }],
        unfinished: [{ address: 'sandbox_subnet.this', action: 'create' }],
      },
    });
    expect(harness.localState('staging')).toEqual([
      { type: 'sandbox_network', name: 'this', status: undefined },
    ]);
    const environment = harness.environment('staging');
    await expect(harness.engine.inspectLock(environment)).resolves.toEqual({
      status: 'unlocked',
    });
    const next = await harness.plan('staging');
    expect(next.summary.counts).toMatchObject({ create: 1, noop: 1 });
  });
});
