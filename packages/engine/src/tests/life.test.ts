import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { StalePlanError } from '../errors';
import { NETWORK_MODULE, oneResource, WITH_MODULE } from './code';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

describe('the life of an environment', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({
      'envs/staging/main.tf': WITH_MODULE,
      'modules/network/main.tf': NETWORK_MODULE,
    });
    harness.define('staging', { variables: { size: 2 } });
  });
  afterEach(() => harness.dispose());

  it('is created, applied, and then needs nothing', async () => {
    const first = await harness.plan('staging');
    expect(first.summary).toMatchObject({
      hasChanges: true,
      counts: { create: 2, update: 0, delete: 0 },
    });
    expect(first.statePosition).toEqual({});
    expect(first.tool).toMatchObject({ version: expect.any(String) });
    expect(first.planText).toContain('module.network.terraform_data.subnet[0]');

    const applied = await harness.apply('staging');
    expect(applied.applied).toEqual({ add: 2, change: 0, remove: 0 });
    expect(applied.statePosition.serial).toBeGreaterThan(0);
    expect(applied.applyLog).toContain('Apply complete!');

    const second = await harness.plan('staging');
    expect(second.summary).toMatchObject({
      hasChanges: false,
      counts: { create: 0, noop: 2 },
    });
    expect(second.statePosition).toEqual(applied.statePosition);
    expect(second.planText).toContain('No changes.');
    expect(
      second.stages.map(({ name, status }) => `${name} ${status}`),
    ).toEqual([
      'fetch passed',
      'init passed',
      'fmt passed',
      'validate passed',
      'plan passed',
    ]);
  });

  it('initialises once, for as long as nothing that matters changes', async () => {
    await harness.plan('staging');
    expect(harness.log('init')).toContain('successfully initialized');

    harness.events.length = 0;
    harness.write({
      'modules/network/main.tf': NETWORK_MODULE.replace('count.index', '7'),
    });
    await harness.plan('staging');
    expect(harness.log('init')).toBe(
      'Already initialised: nothing has changed.\n',
    );

    harness.events.length = 0;
    harness.write({
      'envs/staging/more.tf':
        'module "more" {\n  source = "../../modules/network"\n  size   = 1\n}\n',
    });
    const third = await harness.plan('staging');
    expect(harness.log('init')).toContain('successfully initialized');
    expect(third.summary.counts.create).toBe(3);
  });

  it('initialises a key once, however many runs want it at a time', async () => {
    const names = ['one', 'two', 'three', 'four'];
    harness.define('shared');
    const runs = names.map(name => {
      const environment = harness.define(name, {
        directory: 'envs/staging',
        state: { type: 'local', config: { path: 'same.tfstate' }, env: {} },
      });
      return harness.engine.plan({
        runId: name,
        environment,
        operation: 'drift-check',
        onEvent: event => harness.events.push(event),
      });
    });
    await Promise.all(runs);
    const inits = harness.log('init').match(/successfully initialized/g);
    expect(inits).toHaveLength(1);
  });

  it('destroys on request', async () => {
    await harness.plan('staging');
    await harness.apply('staging');
    const plan = await harness.plan('staging', { operation: 'destroy' });
    expect(plan.summary.counts.delete).toBe(2);
    const applied = await harness.apply('staging');
    expect(applied.applied.remove).toBe(2);
  });

  it('tells drift from what was not deployed yet', async () => {
    await harness.plan('staging');
    await harness.apply('staging');
    const clean = await harness.plan('staging', { operation: 'drift-check' });
    expect(clean.drift).toMatchObject({
      status: 'clean',
      undeployedChanges: 0,
    });
    harness.define('staging', { variables: { size: 3 } });
    const ahead = await harness.plan('staging', { operation: 'drift-check' });
    expect(ahead.drift).toMatchObject({
      status: 'clean',
      undeployedChanges: 1,
    });
  });

  it('says which files need formatting, and goes on', async () => {
    harness.write({
      'envs/staging/ugly.tf': 'locals {\n a = 1\n  bb = 2\n}\n',
    });
    const { stages } = await harness.plan('staging');
    expect(stages.find(({ name }) => name === 'fmt')).toMatchObject({
      status: 'warned',
      message: '1 file needs formatting: ugly.tf',
    });
  });

  describe('a plan that may not be applied', () => {
    it('is one whose state was changed by another', async () => {
      const environment = harness.environment('staging');
      await harness.plan('staging');
      const { plan } = harness.planned('staging');
      const other = await harness.engine.plan({
        runId: 'other',
        environment,
        operation: 'plan-and-apply',
      });
      await harness.engine.apply({
        runId: 'other',
        environment,
        expected: { ...other, commit: other.commit.commit },
      });
      expect(plan.statePosition).toEqual({});
      await expect(harness.apply('staging')).rejects.toThrow(
        /The state was changed since the plan: it was empty and is serial/,
      );
    });

    it('is one that was applied before', async () => {
      await harness.plan('staging');
      await harness.apply('staging');
      await expect(harness.apply('staging')).rejects.toThrow(StalePlanError);
    });

    it('is one whose file was touched', async () => {
      await harness.plan('staging');
      appendFileSync(
        path.join(harness.runFolder('staging'), 'plan.tfplan.sealed'),
        'x',
      );
      await expect(harness.apply('staging')).rejects.toThrow(
        'The saved plan file is not the one that was made',
      );
    });

    it('is one whose variables changed', async () => {
      await harness.plan('staging');
      harness.define('staging', { variables: { size: 3 } });
      await expect(harness.apply('staging')).rejects.toThrow(
        /A variable, a variable file or the version of a secret has changed/,
      );
    });

    it('is one that was discarded', async () => {
      await harness.plan('staging');
      await harness.engine.discard(harness.planned('staging').runId);
      await expect(harness.apply('staging')).rejects.toThrow(
        'The saved plan of this run is gone',
      );
    });

    it('is one with another approval', async () => {
      await harness.plan('staging');
      const { runId, plan } = harness.planned('staging');
      const refused = harness.engine.apply({
        runId,
        environment: harness.environment('staging'),
        expected: {
          commit: plan.commit.commit,
          statePosition: plan.statePosition,
          digests: { ...plan.digests, approval: '0'.repeat(64) },
        },
      });
      await expect(refused).rejects.toThrow(
        'The approval is not one of this plan',
      );
    });
  });

  it('keeps plan and working copy where only its user can read', async () => {
    await harness.plan('staging');
    const folder = harness.runFolder('staging');
    expect(statSync(folder).mode.toString(8)).toMatch(/700$/);
    const plans = readdirSync(folder).filter(name => name.startsWith('plan'));
    expect(plans).toEqual(['plan.tfplan.sealed']);
    const [sealed] = plans.map(name => path.join(folder, name));
    expect(statSync(sealed).mode.toString(8)).toMatch(/600$/);
    // A plan file is a ZIP file.
    expect(readFileSync(sealed).subarray(0, 2).toString()).not.toBe('PK');
  });

  it('is not fooled by a state that lies beside the code', async () => {
    harness.write({ 'envs/staging/terraform.tfstate': '{"version": 4}' });
    const plan = await harness.plan('staging');
    expect(plan.summary.counts.create).toBe(2);
    const file = path.join(harness.code, 'envs/staging/terraform.tfstate');
    expect(readFileSync(file, 'utf8')).toBe('{"version": 4}');
  });

  it('refuses code that would choose another state', async () => {
    const file = path.join(harness.code, 'envs/staging/zzz_override.tf');
    writeFileSync(file, 'terraform {\n  backend "local" {}\n}\n');
    await expect(harness.plan('staging')).rejects.toThrow(
      /'zzz_override.tf', which could replace the environment's state backend/,
    );
  });

  it('calls failing code by its file and line', async () => {
    harness.write({
      'envs/staging/main.tf': 'resource "terraform_data" {\n}\n',
    });
    await expect(harness.plan('staging')).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(
        /Missing name for resource \(main\.tf:1\): All resource blocks must have 2 labels/,
      ),
      nextStep: 'Correct main.tf:1 and plan again.',
    });
    const ended = harness.events.filter(
      event => event.type === 'stage' && event.stage.status === 'skipped',
    );
    expect(ended).toHaveLength(3);
  });

  it('names the variable that has no value', async () => {
    harness.write({ 'envs/staging/main.tf': 'variable "region" {}\n' });
    harness.define('staging', { variables: {} });
    await expect(harness.plan('staging')).rejects.toMatchObject({
      message: expect.stringContaining('"region"'),
      nextStep: expect.stringContaining('variables'),
    });
  });

  it('applies what it can, and says what that was', async () => {
    harness.write({
      'envs/staging/main.tf': `${oneResource()}
resource "terraform_data" "broken" {
  depends_on = [terraform_data.network]
  provisioner "local-exec" {
    command = "exit 3"
  }
}
`,
    });
    harness.define('staging', { variables: {} });
    await harness.plan('staging');
    await expect(harness.apply('staging')).rejects.toThrow(
      /local-exec.*Applied before: terraform_data\.network/s,
    );
  });
});
