import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StalePlanError } from '../errors';
import { listKeyUse, rotateKeys } from '../workingCopy/keyUse';
import { Harness, keyringOf } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const SECRET = 'canary-of-the-secret-store';
const VALUE = 'canary-of-the-definition';

const CODE = `variable "password" {
  type      = string
  sensitive = true
}

variable "owner" {
  type = string
}

resource "terraform_data" "database" {
  input = [var.password, var.owner]
}

output "owner" {
  value = var.owner
  precondition {
    condition     = !startswith(var.owner, "refused")
    error_message = "Not this owner."
  }
}
`;

describe('what a run leaves on disk', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': CODE });
    harness.define('staging', {
      variables: { owner: VALUE },
      secrets: [
        { name: 'password', value: SECRET, source: 'env:PW', version: '1' },
      ],
    });
  });
  afterEach(() => harness.dispose());

  /** Files of the run, besides its source. */
  function filesLeft(): string[] {
    const folder = harness.runFolder('staging');
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry =>
        path.relative(folder, path.join(entry.parentPath, entry.name)),
      )
      .filter(file => !file.startsWith('source'))
      .sort();
  }

  /** @param options - `except`: prints outputs that are not sensitive, in clear */
  function expectNoValues(): void {
    const content = harness.contentOf(path.join(harness.home, 'runs'));
    expect(content).not.toContain(SECRET);
    expect(content).not.toContain(VALUE);
  }

  it('holds no value between plan and apply, and is applied', async () => {
    await harness.plan('staging');
    expect(filesLeft()).toEqual(['plan.tfplan.sealed', 'run.json']);
    expectNoValues();
    const { applied } = await harness.apply('staging');
    expect(applied.add).toBe(1);
    expect(filesLeft()).toEqual([
      'apply.json',
      'plan.tfplan.sealed',
      'run.json',
    ]);
    expectNoValues();
    await harness.engine.discard(harness.planned('staging').runId);
    expect(existsSync(harness.runFolder('staging'))).toBe(false);
  });

  it('is no plan when the plan is not one to apply', async () => {
    await harness.plan('staging', { operation: 'drift-check' });
    expect(filesLeft()).toEqual([]);
    await harness.plan('staging', { operation: 'plan-only' });
    expect(filesLeft()).toEqual(['run.json']);
    await expect(harness.apply('staging')).rejects.toThrow(StalePlanError);
  });

  it('holds no value when planning or applying failed', async () => {
    await harness.plan('staging');
    harness.define('staging', { variables: { owner: `refused-${VALUE}` } });
    const failed = harness.engine.plan({
      runId: harness.planned('staging').runId,
      environment: harness.environment('staging'),
      operation: 'plan-and-apply',
    });
    await expect(failed).rejects.toThrow('Not this owner.');
    // Terraform had written a plan all the same.
    expect(filesLeft()).toEqual([]);
    expectNoValues();
  });

  it('is refused when it comes from another run', async () => {
    await harness.plan('staging');
    const other = path.join(harness.runFolder('staging'), 'plan.tfplan.sealed');
    await harness.plan('staging');
    const own = path.join(harness.runFolder('staging'), 'plan.tfplan.sealed');
    copyFileSync(other, own);
    await expect(harness.apply('staging')).rejects.toThrow(
      'The saved plan file is not the one that was made',
    );
    expect(filesLeft()).toEqual(['plan.tfplan.sealed', 'run.json']);
  });

  describe('and its keys', () => {
    it('may be changed between plan and apply', async () => {
      await harness.plan('staging');
      harness.restartWithKeys('new', 'test');
      await expect(harness.apply('staging')).resolves.toMatchObject({
        applied: { add: 1 },
      });
    });

    it('may be retired once its files were taken over', async () => {
      await harness.plan('staging');
      const keyring = keyringOf('new', 'test');
      const place = { home: harness.home, keyring };
      expect(await listKeyUse(place)).toEqual({
        keys: [
          { keyId: 'new', role: 'active', files: 0 },
          { keyId: 'test', role: 'decrypt-only', files: 1 },
        ],
        problems: [],
      });
      expect(await rotateKeys(place)).toEqual({ rewrapped: 1, problems: [] });
      expect(await rotateKeys(place)).toEqual({ rewrapped: 0, problems: [] });
      harness.restartWithKeys('new');
      await expect(harness.apply('staging')).resolves.toMatchObject({
        applied: { add: 1 },
      });
    });

    it('may be rotated while plans are applied and discarded', async () => {
      await harness.plan('staging');
      harness.restartWithKeys('new', 'test');
      const { home } = harness;
      const work = harness.apply('staging').then(async () => {
        await harness.engine.discard(harness.planned('staging').runId);
        return 'done';
      });
      let rewrapped = 0;
      const rotate = async (...ids: string[]) => {
        const rotated = await rotateKeys({ home, keyring: keyringOf(...ids) });
        expect(rotated.problems).toEqual([]);
        rewrapped += rotated.rewrapped;
      };
      const thereAndBack = async () => {
        await rotate('new', 'test');
        await rotate('test', 'new');
      };
      while ((await Promise.race([work, thereAndBack()])) !== 'done');
      expect(rewrapped).toBeGreaterThan(1);
      expect(await harness.engine.listRuns()).toEqual([]);
    });

    it('are asked for by name when one was retired too early', async () => {
      await harness.plan('staging');
      harness.restartWithKeys('new');
      await expect(harness.apply('staging')).rejects.toMatchObject({
        name: 'UnknownKeyError',
        message: expect.stringContaining("the key 'test'"),
        nextStep: expect.stringContaining('iac.encryption.keys'),
      });
      const keyring = keyringOf('new');
      const { keys } = await listKeyUse({ home: harness.home, keyring });
      expect(keys[1]).toEqual({ keyId: 'test', role: 'unknown', files: 1 });
      const { problems } = await rotateKeys({ home: harness.home, keyring });
      expect(problems).toEqual([
        {
          file: path.join(harness.runFolder('staging'), 'plan.tfplan.sealed'),
          message: expect.stringContaining("the key 'test'"),
        },
      ]);
      // The plan is still good.
      harness.restartWithKeys('new', 'test');
      await expect(harness.apply('staging')).resolves.toBeDefined();
    });

    it('say nothing of a home without runs', async () => {
      expect(
        await listKeyUse({ home: harness.home, keyring: keyringOf('new') }),
      ).toEqual({
        keys: [{ keyId: 'new', role: 'active', files: 0 }],
        problems: [],
      });
    });
  });

  describe('when its worker died while the state could not be saved', () => {
    const STATE = '{"version":4}';
    beforeEach(async () => {
      await harness.plan('staging');
      writeFileSync(
        path.join(
          harness.runFolder('staging'),
          'source/envs/staging/errored.tfstate',
        ),
        STATE,
      );
    });

    it('is the state, encrypted, once the run is discarded', async () => {
      const { runId } = harness.planned('staging');
      await harness.engine.discard(runId);
      expect(filesLeft()).toEqual(['errored.tfstate.sealed', 'run.json']);
      const [run] = await harness.engine.listRuns();
      expect(run).toEqual({
        runId,
        changedAt: expect.any(Date),
        rescuedAt: expect.any(Date),
      });
      await harness.engine.discard(runId);
      const state = await harness.engine.openRescuedState(runId);
      expect(state?.toString()).toBe(STATE);

      await harness.engine.discard(runId, { rescuedState: 'remove' });
      expect(await harness.engine.listRuns()).toEqual([]);
      expect(await harness.engine.openRescuedState(runId)).toBeUndefined();
    });
  });
});
