import { utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(120_000);

const CONFIG = `
iac:
  sources:
    here: { target: infra, environments: envs/* }
  environments:
    staging:
      secrets:
        password: { env: STAGING_PASSWORD }
    broken: { directory: envs/nowhere }
`;

const STAGING = `
variable "password" {
  type      = string
  sensitive = true
}

resource "terraform_data" "web" {
  input = "v1"
}

resource "terraform_data" "database" {
  input = var.password
}
`;

const SECRET = 'correct-horse-battery';
const env = { STAGING_PASSWORD: SECRET };

describe('iac on this machine', () => {
  let workplace: Workplace;

  beforeEach(() => {
    workplace = Workplace.create({
      'app-config.yaml': CONFIG,
      'infra/envs/staging/main.tf': STAGING,
      'infra/envs/empty/main.tf': '',
    });
  });

  afterEach(() => workplace.remove());

  it('plans, applies what was planned, and then has nothing to do', async () => {
    const plan = await workplace.iac('plan staging', { env });
    expect(plan).toMatchObject({ exitCode: 2 });
    expect(plan.stdout).toContain('terraform_data.web');
    expect(plan.stdout).toContain('Apply it with: iac apply staging');
    expect(plan.stderr).toMatch(/✔ init +\d+\.\ds/);
    expect(plan.stderr).toMatch(/✔ plan +\d+\.\ds/);

    const archived = workplace.list('artifacts/infra/staging');
    const [day] = /\d{4}-\d\d-\d\d/.exec(archived[0]) ?? [];
    expect(archived).toEqual(
      expect.arrayContaining([
        `artifacts/infra/staging/${day}/plan.txt`,
        ...['plan.json', 'plan.txt', 'run.jsonl', 'summary.json'].map(name =>
          expect.stringMatching(
            new RegExp(`^artifacts/infra/staging/${day}/[\\w-]+/${name}$`),
          ),
        ),
      ]),
    );

    const apply = await workplace.iac('apply staging', {
      env: { ...env, CONFIRM: 'staging' },
    });
    expect(apply).toMatchObject({ exitCode: 0 });
    expect(apply.stdout).toContain(
      "Applied to 'staging': 2 added, 0 changed, 0 destroyed",
    );
    const runs = archived
      .filter(path => path.endsWith('/plan.json'))
      .map(path => path.replace('plan.json', 'apply.log'));
    expect(workplace.list('artifacts/infra/staging')).toEqual(
      expect.arrayContaining(runs.slice(0, 1)),
    );

    const again = await workplace.iac('plan staging', { env });
    expect(again).toMatchObject({ exitCode: 0 });
    const nothing = await workplace.iac('apply staging', { env });
    expect(nothing).toMatchObject({ exitCode: 0 });
    expect(nothing.stdout).toContain('Nothing to apply');

    const drift = await workplace.iac('drift staging', { env });
    expect(drift).toMatchObject({
      exitCode: 0,
      stdout: "No drift in 'staging'\n",
    });

    workplace.write(
      'infra/envs/staging/main.tf',
      STAGING.replace('"v1"', '"v2"'),
    );
    const ahead = await workplace.iac('drift staging', { env });
    expect(ahead).toMatchObject({
      exitCode: 0,
      stdout: `No drift in 'staging'

Not drift: 1 change of the code or variables not applied yet
  ~ terraform_data.web update
`,
    });

    for (const { stdout, stderr } of [plan, apply, again, nothing, drift]) {
      expect(stdout + stderr).not.toContain(SECRET);
    }
    for (const path of workplace.list('artifacts')) {
      expect(workplace.read(path)).not.toContain(SECRET);
    }
  });

  it('applies nothing that was not confirmed by name', async () => {
    await workplace.iac('plan staging', { env });

    const unasked = await workplace.iac('apply staging', { env });
    expect(unasked).toMatchObject({ exitCode: 1 });
    expect(unasked.stderr).toContain(
      'Next:  Review the plan, then set CONFIRM=staging or pass --confirm staging',
    );
    const other = await workplace.iac('apply staging --confirm production', {
      env,
    });
    expect(other).toMatchObject({ exitCode: 1 });
    expect(other.stderr).toContain(
      "Not applied: confirmed 'production', but the environment is 'staging'",
    );

    const applied = await workplace.iac('apply staging --confirm staging', {
      env,
    });
    expect(applied).toMatchObject({ exitCode: 0 });
  });

  it('refuses a plan whose inputs changed, and says to plan again', async () => {
    await workplace.iac('plan staging', { env });

    const otherSecret = await workplace.iac('apply staging --confirm staging', {
      env: { STAGING_PASSWORD: 'another-horse-entirely' },
    });
    expect(otherSecret).toMatchObject({ exitCode: 1 });
    expect(otherSecret.stderr).toContain('Plan again');

    const same = await workplace.iac('apply staging --confirm staging', {
      env,
    });
    expect(same).toMatchObject({ exitCode: 0 });
  });

  it('refuses a plan of other code', async () => {
    await workplace.iac('plan staging', { env });
    workplace.write('infra/envs/staging/main.tf', STAGING.replace('v1', 'v2'));

    const apply = await workplace.iac('apply staging --confirm staging', {
      env,
    });
    expect(apply).toMatchObject({ exitCode: 1 });
    expect(apply.stderr).toMatch(
      /The code of 'staging' has changed since the plan: it was dir-\w+ and is now dir-\w+\nNext: {2}Plan again/,
    );
  });

  it('removes what a command that was killed has left, and nothing else', async () => {
    await workplace.iac('plan empty');
    const longAgo = new Date('2026-01-01');
    const leave = (run: string, at: Date) => {
      const folder = `.iac/runs/${run}`;
      workplace.write(`${folder}/plan.tfplan`, 'in clear');
      utimesSync(join(workplace.path, folder), at, at);
    };
    leave('20260101-000000-abcdef', longAgo);
    leave('20260101-000001-abcdef', new Date());
    leave('7d4ad19e-of-a-portal', longAgo);
    for (const file of workplace.list('.iac/runs')) {
      if (!file.endsWith('/run.json')) continue;
      for (const path of [file, dirname(file)]) {
        utimesSync(join(workplace.path, path), longAgo, longAgo);
      }
    }

    await workplace.iac('plan staging', { env });
    const left = workplace.list('.iac/runs');
    expect(left.filter(file => file.endsWith('plan.tfplan'))).toEqual([
      '.iac/runs/20260101-000001-abcdef/plan.tfplan',
      '.iac/runs/7d4ad19e-of-a-portal/plan.tfplan',
    ]);
    // The plan of the other environment is old, and may still be applied.
    expect(left.filter(file => file.endsWith('.sealed'))).toHaveLength(2);
  });

  it('stops once and in order on Ctrl-C, however often it is pressed', async () => {
    workplace.write(
      'infra/envs/empty/main.tf',
      `resource "terraform_data" "slow" {
        provisioner "local-exec" {
          command = "echo working; exec sleep 60"
        }
      }`,
    );
    await workplace.iac('plan empty');

    let pressed = 0;
    const apply = await workplace.iac('apply empty --confirm empty', {
      onProgress: (stderr, interrupt) => {
        if (pressed === 0 && /working/.test(stderr)) {
          pressed = 1;
          interrupt();
        } else if (pressed === 1 && /Stopping in order/.test(stderr)) {
          pressed = 2;
          interrupt();
        }
      },
    });
    expect(pressed).toBe(2);
    expect(apply).toMatchObject({ exitCode: 1 });
    expect(apply.stderr).not.toContain('Two interrupts received');

    // The state was saved: the half-made resource is known, and replaced.
    const plan = await workplace.iac('plan empty');
    expect(plan).toMatchObject({ exitCode: 2 });
    expect(plan.stdout).toMatch(/replace/i);
  });

  it('has no plan to apply before there was one', async () => {
    const apply = await workplace.iac('apply empty --confirm empty');
    expect(apply).toMatchObject({ exitCode: 1, stdout: '' });
    expect(apply.stderr).toContain(
      "Error: There is no saved plan of 'empty'\nNext:  Plan first: iac plan empty\n",
    );
  });

  it('lists the environments when none or an unknown one is named', async () => {
    const list = [
      'Environments:',
      "  broken   standard  here:envs/nowhere  local  cannot run: Directory 'envs/nowhere' of source 'here' does not exist or holds no .tf file",
      '  empty    standard  here:envs/empty    local',
      '  staging  standard  here:envs/staging  local',
      '',
    ].join('\n');

    for (const command of ['plan', 'apply', 'drift']) {
      expect(await workplace.iac(command)).toEqual({
        exitCode: 1,
        stdout: '',
        stderr: `Error: Name an environment\n${list}`,
      });
    }
    expect(await workplace.iac('plan qa')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `Error: No environment named 'qa'\n${list}`,
    });
    const { exitCode, stdout } = await workplace.iac('environments --json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect(workplace.list('.iac')).toEqual([]);
  });

  it('says what is missing', async () => {
    const secret = await workplace.iac('plan staging');
    expect(secret).toMatchObject({ exitCode: 1 });
    expect(secret.stderr).toContain("'env:STAGING_PASSWORD' is not set");

    const directory = await workplace.iac('plan broken');
    expect(directory).toMatchObject({ exitCode: 1 });
    expect(directory.stderr).toContain("'broken' cannot run: Directory");

    const config = await workplace.iac('plan staging --config other.yaml');
    expect(config).toMatchObject({ exitCode: 1 });
    expect(config.stderr).toContain(
      'Next:  Run in the repository of the portal, or pass --config FILE',
    );
  });

  it('documents its exit codes', async () => {
    for (const command of ['', 'plan ', 'apply ', 'drift ']) {
      const { exitCode, stdout } = await workplace.iac(`${command}--help`);
      expect(exitCode).toBe(0);
      expect(stdout).toContain("Exit codes (as Terraform's):");
    }
  });
});
