import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { oneResource } from './code';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const SECRET = 'never-in-clear-4711';

describe('a state that could not be saved', () => {
  let harness: Harness;
  let server: StateServer;
  beforeEach(async () => {
    server = await StateServer.start();
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource(SECRET) });
    harness.define('staging', { state: server.definition() });
    await harness.plan('staging');
    server.refuseSaving = true;
  });
  afterEach(async () => {
    harness.dispose();
    await server.stop();
  });

  const file = () => path.join(harness.runFolder('staging'), 'errored.tfstate');

  it('is sealed, outlives its run, and can be pushed once', async () => {
    const refused = harness.apply('staging').catch(error => error);
    await expect(refused).resolves.toMatchObject({
      name: 'RunFailure',
      message: expect.stringContaining(
        'Terraform could not save the new state; it was kept',
      ),
      nextStep: expect.stringContaining("'iac rescued-state "),
      rescuedState: true,
      progress: {
        done: [{ address: 'terraform_data.network', action: 'create' }],
        unfinished: [],
      },
    });
    expect((await refused).message).not.toContain(harness.home);
    const { runId } = harness.planned('staging');
    await harness.engine.discard(runId);
    expect(existsSync(file())).toBe(false);
    expect(statSync(`${file()}.sealed`).mode.toString(8)).toMatch(/600$/);
    expect(harness.contentOf(harness.home)).not.toContain(SECRET);
    await expect(harness.examine('staging')).resolves.toMatchObject({
      rescuedState: true,
    });

    server.refuseSaving = false;
    const position = await harness.pushRescuedState('staging');
    expect(JSON.parse(server.state ?? '')).toMatchObject(position);
    expect(server.state).toContain(SECRET);
    expect(existsSync(`${file()}.sealed`)).toBe(false);
    expect(harness.contentOf(harness.home)).not.toContain(SECRET);
    await expect(harness.pushRescuedState('staging')).rejects.toThrow(
      'This run has no rescued state',
    );
    const { summary } = await harness.plan('staging');
    expect(summary.hasChanges).toBe(false);
  });

  it.each([
    ['newer', { serial: 99 }, /plan, compare, and import/],
    ['unrelated', { lineage: 'another' }, /holds another state/],
  ])('is not pushed over a %s one', async (_, change, nextStep) => {
    await harness.apply('staging').catch(() => undefined);
    server.refuseSaving = false;
    await harness.pushRescuedState('staging');
    const kept = JSON.stringify({
      ...JSON.parse(server.state ?? ''),
      ...change,
      outputs: { moved: { value: 'on', type: 'string' } },
    });

    harness.write({ 'envs/staging/main.tf': oneResource('second') });
    await harness.plan('staging');
    server.refuseSaving = true;
    await harness.apply('staging').catch(() => undefined);
    server.refuseSaving = false;
    server.state = kept;
    await expect(harness.pushRescuedState('staging')).rejects.toMatchObject({
      message: expect.stringMatching(/^The rescued state was not pushed: /),
      nextStep: expect.stringMatching(nextStep),
    });
    expect(server.state).toBe(kept);
    expect(existsSync(file())).toBe(false);
    expect(existsSync(`${file()}.sealed`)).toBe(true);
  });
});
