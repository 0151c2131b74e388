import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneResource } from './code';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

describe('bad input', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource() });
    writeFileSync(path.join(harness.root, 'outside.tfvars'), 'x = 1');
  });
  afterEach(() => {
    harness.dispose();
  });

  /** An error that says what is wrong and what to do, and nothing of the machine. */
  const refusal = (message: RegExp) => ({
    name: 'RunFailure',
    message: expect.stringMatching(message),
    nextStep: expect.stringMatching(/^[A-Z].*\.$/),
  });

  /** JSON knows no types. */
  const fromJson = (change: object) =>
    harness.define('staging', JSON.parse(JSON.stringify(change)));

  it.each([
    [{ directory: 7 }, /directory must be text/],
    [{ directory: 'a\0b' }, /directory must be text/],
    [{ source: { type: 'svn', url: 'x' } }, /source must be a directory or/],
    [{ source: { type: 'git', url: null } }, /source must be/],
    [{ state: { type: 'ftp', config: {}, env: {} } }, /state must be one of/],
    [{ state: { type: 'local', config: [], env: {} } }, /state must be/],
    [{ state: { type: 'local', config: {}, env: { A: 1 } } }, /state must be/],
    [{ variables: 'size=2' }, /variables must be an object/],
    [{ variableFiles: 'x.tfvars' }, /variableFiles must be a list/],
    [{ secrets: [{ name: 'a', value: 5 }] }, /secrets must be a list/],
    [{ env: { A: true } }, /env must be an object of texts/],
    [{ tool: { version: 1.11 } }, /tool must be an object/],
    [{ limits: { silenceMs: -1 } }, /limits must be numbers/],
    [{ limits: { silenceMs: '5m' } }, /limits must be numbers/],
    [{ limits: { applyTimeoutMs: 1e12 } }, /limits must be numbers/],
    [{ limits: { silence: 5 } }, /limits must be numbers/],
    [{ ref: 5 }, /ref must be text/],
  ])('of a wrong type is refused: %j', async (change, message) => {
    fromJson(change);
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refusal(message),
    );
  });

  it.each(['../x', 'a/b', '', '.', '-x', 'a\nb', 'x'.repeat(200)])(
    'as the id of a run is refused: %j',
    async runId => {
      const environment = harness.environment('staging');
      const operation = 'plan-only' as const;
      await expect(
        harness.engine.plan({ runId, environment, operation }),
      ).rejects.toThrow(/is not a usable run id/);
      await expect(
        harness.engine.examine({ runId, environment }),
      ).rejects.toThrow(/is not a usable run id/);
    },
  );

  it('as an operation is not taken for a plan', async () => {
    const operation = JSON.parse('"plan-everything"');
    await expect(harness.plan('staging', { operation })).rejects.toThrow(
      '"plan-everything" is no operation',
    );
  });

  it.each([
    ['/etc', /is not inside its source/],
    ['../../..', /is not inside its source/],
    ['envs/../../outside', /is not inside its source/],
    ['envs/staging/main.tf', /holds no Terraform files|does not exist/],
    ['envs/stag\ning', /does not exist at this commit/],
  ])('as the directory is refused: %j', async (directory, message) => {
    harness.define('staging', { directory });
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refusal(message),
    );
  });

  it.each(['../../../outside.tfvars', '/etc/passwd', '../../..'])(
    'as a variable file is refused: %s',
    async file => {
      harness.define('staging', { variableFiles: [file] });
      await expect(harness.plan('staging')).rejects.toMatchObject(
        refusal(/The variable file .* is not inside the source/),
      );
    },
  );

  it('as a link to a variable file outside is refused', async () => {
    symlinkSync(
      path.join(harness.root, 'outside.tfvars'),
      path.join(harness.code, 'envs/staging/x.tfvars'),
    );
    harness.define('staging', { variableFiles: ['x.tfvars'] });
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refusal(/leads out of the source/),
    );
  });

  it.each([
    'envs/staging/two\nlines.tf',
    'envs/staging/-out=x.tf',
    'envs/staging/é "q" $(x).tf',
  ])('as a name of a file does no harm: %j', async name => {
    harness.write({ [name]: 'output "odd" {\nvalue = 1\n}\n' });
    harness.commit('Odd name');
    const { summary } = await harness.plan('staging');
    expect(summary.outputs.map(output => output.name)).toEqual(['odd']);
  });

  describe.each(['directory', 'git'] as const)(
    'in a source of type %s',
    type => {
      beforeEach(() => {
        harness.commit('First');
        harness.define('staging', {
          source:
            type === 'git'
              ? { type, url: pathToFileURL(harness.code).href }
              : { type, path: harness.code },
        });
      });

      it.each([
        ['-x', /is no usable ref/],
        ['--upload-pack=touch /tmp/x', /is no usable ref/],
        ['--output=x', /is no usable ref/],
        ['main:envs', /is no usable ref/],
        ['a..b', /is no usable ref/],
        ['main\nx', /is no usable ref/],
        ['ma*n', /is no usable ref/],
        ['', /is no usable ref/],
        ['nowhere', /no branch(,| or) tag/],
        ['0'.repeat(40), /has no commit|is no branch, tag or commit/],
        ['f'.repeat(64), /has no commit|is no branch, tag or commit/],
      ])('the ref %j is refused', async (ref, message) => {
        harness.define('staging', { ref });
        await expect(harness.plan('staging')).rejects.toMatchObject(
          refusal(message),
        );
      });

      it('the hash of what is no commit is refused', async () => {
        const tree = harness.git('rev-parse', 'HEAD^{tree}');
        harness.define('staging', { ref: tree });
        await expect(harness.plan('staging')).rejects.toMatchObject(
          refusal(/has no commit|is no branch, tag or commit/),
        );
      });
    },
  );

  it('in the form of an empty repository is called so', async () => {
    const empty = path.join(harness.root, 'empty');
    mkdirSync(empty);
    harness.git('init', '--quiet', empty);
    const url = pathToFileURL(empty).href;
    harness.define('staging', { source: { type: 'git', url } });
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refusal(/has no commit on a default branch/),
    );
    harness.define('staging', { source: { type: 'directory', path: empty } });
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refusal(/does not exist at this commit/),
    );
  });

  it.each([
    ['', /holds no Terraform files|No configuration/, 'README.md'],
    ['resource "x" {', /main\.tf:\d/, 'main.tf'],
    ['}}}}', /main\.tf:1/, 'main.tf'],
    ['\u0000\u0001\ufffd', /main\.tf:1/, 'main.tf'],
    ['{"resource": 5}', /main\.tf\.json/, 'main.tf.json'],
    ['module "self" {\n  source = "./"\n}\n', /Initialising failed/, 'main.tf'],
    [
      'terraform {\n  required_version = ">= 99"\n}\n',
      /Unsupported Terraform Core version/,
      'main.tf',
    ],
  ])(
    'in the code is shown where it stands: %j',
    async (code, message, file) => {
      harness.write({ [`envs/broken/${file}`]: code });
      harness.define('staging', { directory: 'envs/broken' });
      await expect(harness.plan('staging')).rejects.toMatchObject(
        refusal(message),
      );
      harness.define('staging', { directory: 'envs/staging' });
      const { summary } = await harness.plan('staging');
      expect(summary.counts.create).toBe(1);
    },
  );
});
