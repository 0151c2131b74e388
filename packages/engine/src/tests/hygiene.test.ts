import { pathToFileURL } from 'node:url';
import type {
  HygieneCheck,
  HygieneCheckId,
} from '@backstage-iac/plugin-iac-common';
import { oneResource } from './code';
import { Harness } from './Harness';

// Real git and real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

/** Only shaped like one, and put together here so that no scanner finds it in this file. */
const TOKEN = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');

describe('secret hygiene of a plan', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource() });
    harness.define('staging');
  });
  afterEach(() => harness.dispose());

  async function check(id: HygieneCheckId): Promise<HygieneCheck> {
    const { hygiene } = await harness.plan('staging');
    const found = hygiene?.checks.find(candidate => candidate.id === id);
    if (!found) throw new Error(`There is no check '${id}'`);
    return found;
  }

  it('passes for a repository that keeps secrets out', async () => {
    harness.write({
      '.gitignore': 'secrets.auto.tfvars\n',
      'envs/staging/secrets.auto.tfvars.example':
        'db_password = "<from vault:kv/staging#password>"\napi_key = ""\n',
      'envs/staging/secrets.auto.tfvars': 'db_password = "hunter2"\n',
    });
    const commit = harness.commit('Add staging');
    const { hygiene, stages } = await harness.plan('staging');

    expect(hygiene).toMatchObject({ commit });
    expect(hygiene?.checks.map(({ id, status }) => [id, status])).toEqual([
      ['ignored', 'pass'],
      ['tracked', 'pass'],
      ['history', 'pass'],
      ['template', 'pass'],
      ['literals', 'pass'],
      ['scan', 'pass'],
    ]);
    expect(hygiene?.checks[0].evidence).toEqual([
      {
        file: '.gitignore',
        line: 1,
        message: "has the rule 'secrets.auto.tfvars'",
      },
    ]);
    expect(stages).toContainEqual(
      expect.objectContaining({ name: 'validate', status: 'passed' }),
    );
  });

  it('is not looked at by drift checks', async () => {
    const plan = await harness.plan('staging', { operation: 'drift-check' });
    expect(plan.hygiene).toBeUndefined();
  });

  it('cannot ask git about a folder without it, and says so', async () => {
    const { hygiene } = await harness.plan('staging');
    expect(hygiene?.checks.slice(0, 3)).toEqual(
      ['ignored', 'tracked', 'history'].map(id => ({
        id,
        status: 'not-applicable',
        summary: 'The source is no git repository',
        evidence: [],
      })),
    );
  });

  describe('the rule that ignores the file of secrets', () => {
    it.each([
      ['is missing', {}, 'warn'],
      [
        'is taken back',
        { '.gitignore': '*.tfvars\n!secrets.auto.tfvars\n' },
        'warn',
      ],
      ['is at the root', { '.gitignore': '*.auto.tfvars\n' }, 'pass'],
      [
        'is beside it',
        { 'envs/staging/.gitignore': '/secrets.auto.tfvars\n' },
        'pass',
      ],
      ['is for another', { 'envs/other/.gitignore': '*\n' }, 'warn'],
    ])('%s', async (_what, files, status) => {
      harness.write(files);
      harness.commit('Add rules');
      expect(await check('ignored')).toMatchObject({ status });
    });

    it('counts when it is committed, and not before', async () => {
      harness.commit('Add staging');
      harness.write({ '.gitignore': 'secrets.auto.tfvars\n' });
      expect(await check('ignored')).toMatchObject({ status: 'warn' });
      harness.commit('Ignore secrets');
      expect(await check('ignored')).toMatchObject({ status: 'pass' });
    });

    it('protects nobody else when one clone has it', async () => {
      harness.commit('Add staging');
      harness.write({ '.git/info/exclude': 'secrets.auto.tfvars\n' });
      expect(await check('ignored')).toMatchObject({
        status: 'warn',
        summary:
          'Only a rule of one clone ignores envs/staging/secrets.auto.tfvars',
      });
    });

    it('is found above the folder that is the source', async () => {
      harness.write({ '.gitignore': 'secrets.auto.tfvars\n' });
      harness.commit('Add staging');
      harness.define('staging', {
        source: { type: 'directory', path: `${harness.code}/envs` },
        directory: 'staging',
      });
      expect(await check('ignored')).toMatchObject({
        status: 'pass',
        evidence: [{ file: '.gitignore', line: 1 }],
      });
    });
  });

  it('sees a file of secrets in the commit, and one that is ignored as well', async () => {
    harness.write({
      'envs/staging/secrets.auto.tfvars': 'nothing = 1\n',
      'envs/staging/old.pem': 'x',
    });
    harness.commit('Commit too much');
    harness.write({ '.gitignore': '*.pem\nsecrets.auto.tfvars\n' });
    harness.commit('Ignore too late');
    expect(await check('tracked')).toMatchObject({
      status: 'fail',
      evidence: [
        {
          file: 'envs/staging/secrets.auto.tfvars',
          message: 'is in the commit',
        },
        {
          file: 'envs/staging/old.pem',
          message: 'is in the commit although a rule ignores it',
        },
      ],
    });
  });

  describe('the history', () => {
    it('is searched for a file of secrets that was removed since', async () => {
      harness.write({ 'envs/staging/secrets.auto.tfvars': 'nothing = 1\n' });
      const added = harness.commit('Commit too much');
      harness.git('rm', '--quiet', 'envs/staging/secrets.auto.tfvars');
      harness.commit('Remove it');
      const history = await check('history');
      expect(history).toMatchObject({
        status: 'warn',
        evidence: [
          {
            file: 'envs/staging/secrets.auto.tfvars',
            message: expect.stringContaining(
              `was added by commit ${added.slice(0, 7)}`,
            ),
          },
        ],
        nextStep: expect.stringContaining('Rotate'),
      });
      expect(await check('tracked')).toMatchObject({ status: 'pass' });
    });

    it('is not there when only the planned commit was fetched', async () => {
      harness.write({ '.gitignore': 'secrets.auto.tfvars\n' });
      harness.commit('Add staging');
      harness.write({ 'README.md': 'More' });
      harness.commit('More');
      harness.define('staging', {
        source: { type: 'git', url: pathToFileURL(harness.code).href },
      });
      const { hygiene } = await harness.plan('staging');
      expect(hygiene?.checks.slice(0, 3).map(({ status }) => status)).toEqual([
        'pass',
        'pass',
        'not-applicable',
      ]);
    });
  });

  it('wants placeholders in the template, and shows no other value', async () => {
    harness.write({
      'envs/staging/secrets.auto.tfvars.example':
        'a = "change-me"\nb = "hunter2"\nc = { d = "<x>", e = "hunter2" }\npin = 4711\n',
    });
    const template = await check('template');
    expect(template).toMatchObject({
      status: 'fail',
      evidence: [{ line: 2 }, { line: 3 }, { line: 4 }],
    });
    expect(JSON.stringify(template)).not.toMatch(/hunter2|4711/);
  });

  it('finds known kinds of secrets in the source, and masks them', async () => {
    harness.write({
      'envs/staging/deploy.sh': `#!/bin/sh\nexport GITHUB_TOKEN=${TOKEN}\n`,
      'logo.png': `\0${TOKEN}`,
    });
    const { hygiene, stages } = await harness.plan('staging');
    expect(hygiene?.checks.find(({ id }) => id === 'scan')).toMatchObject({
      status: 'fail',
      summary: 'Known kinds of secrets found: 2 files scanned',
      evidence: [{ file: 'envs/staging/deploy.sh', line: 2 }],
    });
    expect(JSON.stringify(hygiene)).not.toContain(TOKEN);
    expect(stages).toContainEqual(
      expect.objectContaining({
        name: 'validate',
        status: 'warned',
        message: 'secrets.scan: Known kinds of secrets found: 2 files scanned',
      }),
    );
  });

  it('only warns of what is found outside of the environment', async () => {
    harness.write({ 'tests/fixtures/token.txt': `${TOKEN}\n` });
    const { hygiene, stages } = await harness.plan('staging');
    expect(hygiene?.checks.find(({ id }) => id === 'scan')).toMatchObject({
      status: 'warn',
      summary: expect.stringContaining("outside of the environment's code"),
      evidence: [{ file: 'tests/fixtures/token.txt', line: 1 }],
    });
    expect(stages).toContainEqual(
      expect.objectContaining({ name: 'validate', status: 'passed' }),
    );
  });

  it('does not stop a plan, and finds a literal that no scanner knows', async () => {
    harness.write({
      'envs/staging/variables.tf':
        'variable "db_password" {\n  sensitive = true\n}\n',
      'envs/staging/terraform.tfvars': 'db_password = "hunter2hunter2"\n',
    });
    const { hygiene, summary } = await harness.plan('staging');
    expect(summary.hasChanges).toBe(true);
    expect(hygiene?.checks.find(({ id }) => id === 'literals')).toMatchObject({
      status: 'fail',
      evidence: [
        {
          file: 'envs/staging/terraform.tfvars',
          line: 1,
          message:
            "'db_password' is declared sensitive, and its value is written down as a literal",
        },
      ],
    });
    expect(JSON.stringify(hygiene)).not.toContain('hunter2');
  });
});
