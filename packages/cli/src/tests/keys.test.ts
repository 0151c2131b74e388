import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(120_000);

const STAGING = `
resource "terraform_data" "web" {
  input = "v1"
}
`;

/** A different key for each id, always the same. */
function secretOf(id: string): string {
  return Buffer.alloc(32, `key ${id}`).toString('base64');
}

function configure(...ids: string[]): string {
  const keys = ids.map(id => ({ id, secret: secretOf(id) }));
  return JSON.stringify({
    iac: {
      sources: { here: { target: 'infra', environments: 'envs/*' } },
      encryption: { keys },
    },
  });
}

describe('iac keys', () => {
  let workplace: Workplace;

  beforeEach(() => {
    workplace = Workplace.create({
      'app-config.yaml': configure('2026'),
      'infra/envs/staging/main.tf': STAGING,
    });
  });

  afterEach(() => workplace.remove());

  it('are rotated between plan and apply, and the old one is retired', async () => {
    await workplace.iac('plan staging');
    workplace.write('app-config.yaml', configure('2027', '2026'));

    const preview = await workplace.iac('keys rotate --dry-run');
    expect(preview).toEqual({
      exitCode: 2,
      stdout: [
        "1 file would be re-wrapped with the key '2027'",
        '  2027  active         0 files',
        '  2026  decrypts only  1 file',
        '',
      ].join('\n'),
      stderr: '',
    });
    const rotated = await workplace.iac('keys rotate');
    expect(rotated).toEqual({
      exitCode: 0,
      stdout: [
        "1 file re-wrapped with the key '2027'",
        '  2027  active         1 file',
        '  2026  decrypts only  0 files',
        '',
      ].join('\n'),
      stderr: '',
    });
    const again = await workplace.iac('keys rotate --dry-run');
    expect(again).toMatchObject({ exitCode: 0 });

    workplace.write('app-config.yaml', configure('2027'));
    const list = await workplace.iac('keys list --json');
    expect(JSON.parse(list.stdout)).toEqual([
      { keyId: '2027', role: 'active', files: 1 },
    ]);
    const apply = await workplace.iac('apply staging --confirm staging');
    expect(apply).toMatchObject({ exitCode: 0 });
  });

  it('are named when one is missing, and the plan is not lost', async () => {
    await workplace.iac('plan staging');
    workplace.write('app-config.yaml', configure('2027'));

    const list = await workplace.iac('keys list');
    expect(list).toMatchObject({ exitCode: 1 });
    expect(list.stdout).toContain('2026  not configured  1 file');
    const rotated = await workplace.iac('keys rotate');
    expect(rotated).toMatchObject({ exitCode: 1 });
    expect(rotated.stderr).toMatch(/plan\.tfplan\.sealed: .*'2026'/);
    const refused = await workplace.iac('apply staging --confirm staging');
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toContain(
      "Next:  Put the key '2026' back into 'iac.encryption.keys'",
    );

    workplace.write('app-config.yaml', configure('2027', '2026'));
    const apply = await workplace.iac('apply staging --confirm staging');
    expect(apply).toMatchObject({ exitCode: 0 });
  });

  it('are made for a machine without one, but not in production', async () => {
    workplace.write('app-config.yaml', configure());
    const production = { NODE_ENV: 'production' };
    const refused = await workplace.iac('plan staging', { env: production });
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toContain('openssl rand -base64 32');
    expect(workplace.list('.iac')).toEqual([]);

    const plan = await workplace.iac('plan staging');
    expect(plan).toMatchObject({ exitCode: 2 });
    expect(plan.stderr).toContain('one was made in');
    const list = await workplace.iac('keys list');
    expect(list.stdout).toMatch(/^ {2}local-[0-9a-f]{8} {2}active {2}1 file$/m);
    expect(list.stderr).toBe('');
  });

  it('documents its exit codes', async () => {
    for (const command of ['list', 'rotate']) {
      const { exitCode, stdout } = await workplace.iac(
        `keys ${command} --help`,
      );
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Exit codes:');
    }
  });
});

describe('iac rescued-state', () => {
  it('gives back the state that an apply could not save', async () => {
    // There is no state yet, and none can be saved.
    const status: Record<string, number> = { GET: 404, POST: 403 };
    const server = createServer((request, response) => {
      response.writeHead(status[request.method ?? ''] ?? 200);
      response.end();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const workplace = Workplace.create({
      'app-config.yaml': JSON.stringify({
        iac: {
          sources: { here: { target: 'infra', environments: 'envs/*' } },
          environments: {
            staging: {
              state: {
                type: 'http',
                config: { address: `http://127.0.0.1:${port}/state` },
              },
            },
          },
        },
      }),
      'infra/envs/staging/main.tf': STAGING,
    });
    try {
      await workplace.iac('plan staging');
      const apply = await workplace.iac('apply staging --confirm staging');
      expect(apply).toMatchObject({ exitCode: 1 });
      const [, runId] = /iac rescued-state (\S+)'/.exec(apply.stderr) ?? [];
      const left = workplace.list('.iac/runs');
      expect(left).toEqual([
        `.iac/runs/${runId}/errored.tfstate.sealed`,
        `.iac/runs/${runId}/run.json`,
      ]);
      const file = readFileSync(`${workplace.path}/${left[0]}`);
      expect(file.includes('terraform_data')).toBe(false);

      const state = await workplace.iac(`rescued-state ${runId}`);
      expect(state).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(state.stdout).resources).toHaveLength(1);

      const other = await workplace.iac('rescued-state nothing');
      expect(other).toMatchObject({ exitCode: 1, stdout: '' });
      expect(other.stderr).toContain(`Runs that have one: ${runId}`);
    } finally {
      server.close();
      workplace.remove();
    }
  });
});
