import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { oneResource } from './code';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const SLOW = `resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "echo begun; exec sleep 60"
  }
}
`;

/** As Terraform writes it. */
const HELD = {
  ID: 'f3b1c2d4-0000-4000-8000-000000000001',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'ada@laptop',
  Version: '1.11.4',
  Created: '2026-01-02T03:04:05.678901234Z',
  Path: '',
};

describe('the lock of a state', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource() });
  });
  afterEach(() => harness.dispose());

  const inspect = () =>
    harness.engine.inspectLock(harness.environment('staging'));
  const unlock = (id: string) =>
    harness.engine.unlock(harness.environment('staging'), id);

  describe('in a file', () => {
    it('is held by a process, and by nobody when only its name is left', async () => {
      await expect(inspect()).resolves.toEqual({ status: 'unlocked' });
      harness.write({ 'envs/staging/main.tf': SLOW });
      await harness.plan('staging');
      const cancel = new AbortController();
      let seen: ReturnType<typeof inspect> | undefined;
      const applied = harness.apply('staging', {
        signal: cancel.signal,
        onEvent: event => {
          if (event.type !== 'log' || !event.text.includes('): begun')) return;
          seen ??= inspect();
          seen.finally(() => cancel.abort()).catch(() => undefined);
        },
      });
      await expect(applied).rejects.toThrow('The apply was canceled');
      const held = await seen;
      expect(held).toEqual({
        status: 'locked',
        message: expect.stringMatching(/^Process \d+ of this machine/),
        lock: {
          id: expect.any(String),
          who: expect.stringContaining('@'),
          operation: 'OperationTypeApply',
          since: expect.stringMatching(/^20.*Z$/),
        },
      });
      writeFileSync(
        path.join(harness.home, 'state', '.staging.tfstate.lock.info'),
        JSON.stringify(HELD),
      );
      await expect(inspect()).resolves.toEqual({ status: 'unlocked' });
      await expect(unlock(HELD.ID)).rejects.toMatchObject({
        message: expect.stringContaining('the state is not locked'),
        nextStep: expect.stringContaining('Nothing is to be done'),
      });
    });
  });

  describe('over http', () => {
    let server: StateServer;
    beforeEach(async () => {
      server = await StateServer.start();
      harness.define('staging', { state: server.definition() });
    });
    afterEach(() => server.stop());

    const lockedBy = (lock: object) => {
      server.lock = JSON.stringify(lock);
    };

    it('is free again after the question', async () => {
      await expect(inspect()).resolves.toEqual({ status: 'unlocked' });
      expect(server.lock).toBeUndefined();
      expect(server.lockRequests).toHaveLength(2);
    });

    it('says who holds it', async () => {
      lockedBy(HELD);
      await expect(inspect()).resolves.toEqual({
        status: 'locked',
        lock: {
          id: HELD.ID,
          who: 'ada@laptop',
          operation: 'OperationTypeApply',
          since: '2026-01-02T03:04:05.678Z',
        },
      });
      expect(server.lock).toBe(JSON.stringify(HELD));
    });

    it('shows no secret, whatever its holder calls itself', async () => {
      lockedBy({ ...HELD, Who: `ada@${server.password}` });
      const { lock } = await inspect();
      expect(lock?.who).toBe('ada@[redacted:TF_HTTP_PASSWORD]');
    });

    it.each([
      [401, /refused the credentials \(HTTP 401\)/],
      [500, /answered HTTP 500/],
    ])('is not known when the server answers %d', async (status, message) => {
      server.broken = status;
      await expect(inspect()).resolves.toEqual({
        status: 'unknown',
        message: expect.stringMatching(message),
      });
      await expect(unlock(HELD.ID)).rejects.toThrow(/nobody can say/);
    });

    it('is asked where the environment of its process says', async () => {
      const { config, env } = server.definition();
      const address = String(config.address);
      harness.define('staging', {
        state: {
          type: 'http',
          config: {},
          env: {
            ...env,
            TF_HTTP_ADDRESS: address,
            TF_HTTP_LOCK_ADDRESS: address,
            TF_HTTP_UNLOCK_ADDRESS: address,
          },
        },
      });
      lockedBy(HELD);
      await expect(inspect()).resolves.toMatchObject({ status: 'locked' });
    });

    it('is not known when there is no server', async () => {
      await server.stop();
      await expect(inspect()).resolves.toMatchObject({
        status: 'unknown',
        message: expect.stringContaining('could not be reached'),
      });
      server = await StateServer.start();
    });

    it('does not exist without a lock_address', async () => {
      const state = server.definition();
      const config = { address: server.address };
      harness.define('staging', { state: { ...state, config } });
      await expect(inspect()).resolves.toMatchObject({
        status: 'unsupported',
        message: expect.stringContaining('lock_address'),
      });
    });

    it('is released by its id, and by no other', async () => {
      lockedBy(HELD);
      await expect(unlock('11111111-0000')).rejects.toMatchObject({
        message: expect.stringContaining(
          'by now, it is held by ada@laptop since 2026-01-02T03:04:05.678Z',
        ),
        nextStep: expect.stringContaining('held now'),
      });
      expect(server.lock).toBeDefined();
      await unlock(HELD.ID);
      expect(server.lock).toBeUndefined();
      expect(server.lockRequests.at(-1)).toBe(`UNLOCK {"ID":"${HELD.ID}"}`);
      await expect(unlock(HELD.ID)).rejects.toThrow(/not locked any more/);
      await expect(unlock('-force')).rejects.toThrow(/is no id of a lock/);
    });

    it('that is held stops a plan, which names the holder', async () => {
      lockedBy(HELD);
      harness.define('staging', { limits: { lockWaitMs: 0 } });
      await expect(harness.plan('staging')).rejects.toMatchObject({
        message:
          'The state is locked: it is held by ada@laptop since 2026-01-02T03:04:05.678Z (OperationTypeApply, lock f3b1c2d4-0000-4000-8000-000000000001). Nothing was done',
        nextStep: expect.stringContaining('Wait until the holder has ended'),
      });
    });
  });

  it.each([
    ['pg', /pg_stat_activity/],
    ['gcs', /'gcs' cannot be asked/],
    ['s3', /use_lockfile/],
  ] as const)('of the type %s says what to look at', async (type, message) => {
    harness.define('staging', { state: { type, config: {}, env: {} } });
    await expect(inspect()).resolves.toEqual({
      status: 'unsupported',
      message: expect.stringMatching(message),
    });
  });
});
