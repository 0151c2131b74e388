import { oneResource } from './code';
import { Harness } from './Harness';
import { ObjectStore } from './ObjectStore';

// Real Terraform and an emulator in Python, on machines that may be slow.
jest.setTimeout(120_000);

const BUCKET = 'acme-tfstate';
const KEY = 'staging/terraform.tfstate';
const SECRET_KEY = 'the-key-of-the-state-4711';

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
});
