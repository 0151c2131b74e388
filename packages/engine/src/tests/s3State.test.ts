import { oneResource } from './code';
import { Harness } from './Harness';
import { ObjectStore } from './__testUtils__/ObjectStore';

// Real Terraform and an emulator in Python, on machines that may be slow.
jest.setTimeout(120_000);

const BUCKET = 'acme-tfstate';
const KEY = 'staging/terraform.tfstate';
const SECRET_KEY = 'the-key-of-the-state-4711';

/** As Terraform writes it. */
const HELD = {
  ID: 'f3b1c2d4-0000-4000-8000-000000000001',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'ada@laptop',
  Version: '1.11.4',
  Created: '2026-01-02T03:04:05.678901234Z',
  Path: `${BUCKET}/${KEY}`,
};

const withEmulator = ObjectStore.isInstalled() ? describe : describe.skip;

withEmulator('a state in S3 (needs moto_server)', () => {
  let harness: Harness;
  let store: ObjectStore;

  beforeEach(async () => {
    store = await ObjectStore.start();
    await store.createBucket(BUCKET);
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource() });
    harness.define('staging', {
      state: {
        type: 's3',
        config: {
          bucket: BUCKET,
          key: KEY,
          region: 'eu-central-1',
          use_lockfile: true,
          use_path_style: true,
          endpoints: { s3: store.endpoint },
          skip_credentials_validation: true,
          skip_metadata_api_check: true,
          skip_requesting_account_id: true,
          skip_region_validation: true,
        },
        env: { AWS_ACCESS_KEY_ID: 'iac', AWS_SECRET_ACCESS_KEY: SECRET_KEY },
      },
    });
  });

  afterEach(async () => {
    harness.dispose();
    await store.stop();
  });

  it('is planned against, written and found again', async () => {
    await harness.plan('staging');
    const { statePosition } = await harness.apply('staging');
    expect(statePosition.serial).toBeGreaterThan(0);
    expect(await store.keys(BUCKET)).toEqual([KEY]);
    const again = await harness.plan('staging');
    expect(again.summary.hasChanges).toBe(false);
    expect(again.statePosition).toEqual(statePosition);
    expect(harness.contentOf(harness.home)).not.toContain(SECRET_KEY);
  });

  it('says who holds its lock, and releases that one alone', async () => {
    const environment = harness.environment('staging');
    await expect(harness.engine.inspectLock(environment)).resolves.toEqual({
      status: 'unlocked',
    });
    await store.put(BUCKET, `${KEY}.tflock`, JSON.stringify(HELD));
    await expect(harness.engine.inspectLock(environment)).resolves.toEqual({
      status: 'locked',
      lock: {
        id: HELD.ID,
        who: 'ada@laptop',
        operation: 'OperationTypeApply',
        since: '2026-01-02T03:04:05.678Z',
      },
    });
    harness.define('staging', { limits: { lockWaitMs: 0 } });
    await expect(harness.plan('staging')).rejects.toThrow(
      'it is held by ada@laptop since 2026-01-02T03:04:05.678Z',
    );
    await expect(
      harness.engine.unlock(
        environment,
        'f3b1c2d4-0000-4000-8000-000000000002',
      ),
    ).rejects.toThrow(/by now, it is held by ada@laptop/);
    await harness.engine.unlock(environment, HELD.ID);
    expect(await store.keys(BUCKET)).toEqual([]);
    await harness.plan('staging');
  });

  it('with a wrong key does not say that it is unlocked', async () => {
    const { state } = harness.environment('staging');
    const environment = harness.define('staging', {
      state: { ...state, config: { ...state.config, bucket: 'no-bucket' } },
    });
    await expect(
      harness.engine.inspectLock(environment),
    ).resolves.toMatchObject({ status: 'unknown' });
  });
});
