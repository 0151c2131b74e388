import { statSync } from 'node:fs';
import path from 'node:path';
import { oneResource } from './code';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

let harness: Harness;
beforeEach(() => {
  harness = new Harness();
  harness.write({ 'envs/staging/main.tf': oneResource() });
});
afterEach(() => harness.dispose());

describe('a state over http', () => {
  let server: StateServer;
  beforeEach(async () => {
    server = await StateServer.start();
    harness.define('staging', { state: server.definition() });
  });
  afterEach(() => server.stop());

  it('is only read by a drift check, and not locked', async () => {
    await harness.plan('staging');
    const { statePosition } = await harness.apply('staging');
    server.methods.length = 0;
    const { drift } = await harness.plan('staging', {
      operation: 'drift-check',
    });
    expect([...new Set(server.methods)]).toEqual(['GET']);
    expect(drift?.proof).toEqual({
      before: statePosition,
      after: statePosition,
      moved: false,
    });
  });

  it('is planned against, written and found again', async () => {
    const plan = await harness.plan('staging');
    expect(plan.statePosition).toEqual({});
    const { statePosition } = await harness.apply('staging');
    expect(JSON.parse(server.state ?? '')).toMatchObject(statePosition);
    expect(server.lock).toBeUndefined();
    const again = await harness.plan('staging');
    expect(again.summary.hasChanges).toBe(false);
    expect(again.statePosition).toEqual(statePosition);
  });

  it('keeps its credentials out of the working copy and the caches', async () => {
    await harness.plan('staging');
    expect(harness.contentOf(harness.home)).not.toContain(server.password);
  });

  it('that moved since the plan refuses it', async () => {
    await harness.plan('staging');
    await harness.apply('staging');
    harness.write({ 'envs/staging/main.tf': oneResource('2') });
    await harness.plan('staging');
    const state = JSON.parse(server.state ?? '');
    server.state = JSON.stringify({ ...state, serial: state.serial + 1 });
    await expect(harness.apply('staging')).rejects.toMatchObject({
      name: 'StalePlanError',
    });
  });

  it('that another one holds does not stop a drift check', async () => {
    server.lock = JSON.stringify({ ID: 'held-by-another' });
    const plan = harness.plan('staging', { operation: 'drift-check' });
    await expect(plan).resolves.toMatchObject({ drift: { status: 'clean' } });
  });

  it('with a wrong password says what to check', async () => {
    const { state } = harness.environment('staging');
    harness.define('staging', {
      state: { ...state, env: { ...state.env, TF_HTTP_PASSWORD: 'wrong-one' } },
    });
    await expect(harness.plan('staging')).rejects.toMatchObject({
      nextStep: expect.stringContaining('credentials'),
    });
  });

  it('has no workspaces', async () => {
    const { state } = harness.environment('staging');
    harness.define('staging', { state: { ...state, workspace: 'blue' } });
    await expect(harness.plan('staging')).rejects.toThrow(
      "The state backend 'http' has no workspaces",
    );
  });
});

describe('a state in a file', () => {
  it('is kept per workspace', async () => {
    const local = { type: 'local' as const, config: {}, env: {} };
    harness.define('staging', { state: { ...local, workspace: 'blue' } });
    await harness.plan('staging');
    await harness.apply('staging');
    const blue = await harness.plan('staging');
    expect(blue.summary.hasChanges).toBe(false);
    harness.define('staging', { state: { ...local, workspace: 'green' } });
    const green = await harness.plan('staging');
    expect(green.summary.counts.create).toBe(1);
  });

  it('may have a name with signs that Terraform would read as a template', async () => {
    const config = { path: 'a ${b} %{c} "d".tfstate' };
    harness.define('staging', { state: { type: 'local', config, env: {} } });
    await harness.plan('staging');
    await harness.apply('staging');
    const again = await harness.plan('staging');
    expect(again.summary.hasChanges).toBe(false);
  });
});

const postgres = process.env.IAC_TEST_POSTGRES;
const onPostgres = postgres ? describe : describe.skip;

onPostgres('a state in PostgreSQL (needs IAC_TEST_POSTGRES)', () => {
  it('is planned against, written and found again, per workspace', async () => {
    const url = new URL(postgres ?? '');
    url.searchParams.set('sslmode', 'disable');
    const schema = `iac_${process.pid}_${Date.now()}`;
    const state = {
      type: 'pg' as const,
      config: { schema_name: schema },
      env: { PG_CONN_STR: url.href },
      workspace: 'blue',
    };
    harness.define('staging', { state });
    await harness.plan('staging');
    const { statePosition } = await harness.apply('staging');
    expect(statePosition.serial).toBeGreaterThan(0);
    const again = await harness.plan('staging');
    expect(again.summary.hasChanges).toBe(false);
    expect(again.statePosition).toEqual(statePosition);
    expect(harness.contentOf(harness.home)).not.toContain(url.href);
    harness.define('staging', { state: { ...state, workspace: 'green' } });
    const green = await harness.plan('staging');
    expect(green.summary.counts.create).toBe(1);
  });
});

it('takes its settings for what they are, never for templates', async () => {
  const file = path.join(harness.root, 'of-${team}-%{if}.tfstate');
  harness.define('staging', {
    state: { type: 'local', config: { path: file }, env: {} },
  });
  await harness.plan('staging');
  await harness.apply('staging');
  expect(statSync(file).isFile()).toBe(true);
});
