import { createMockDirectory } from '@backstage/backend-test-utils';
import { GoogleCloud } from '@backstage-iac/secret-store-emulators';
import { createGcpSecretSource, secretSource } from '.';

jest.setTimeout(30_000);

describe('Google Cloud Secret Manager as a secret source', () => {
  const files = createMockDirectory();
  const before = process.env.GOOGLE_APPLICATION_CREDENTIALS;
  let cloud: GoogleCloud;

  beforeEach(async () => {
    cloud = await GoogleCloud.start();
    files.setContent({ 'key.json': cloud.credentials });
    process.env.GOOGLE_APPLICATION_CREDENTIALS = files.resolve('key.json');
  });

  afterEach(async () => {
    await cloud.stop();
    if (before === undefined) delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
    else process.env.GOOGLE_APPLICATION_CREDENTIALS = before;
  });

  const open = () => createGcpSecretSource({ endpoint: cloud.endpoint });

  it('gives the newest value with its version, and an earlier one when asked', async () => {
    cloud.add('db-password', 'hunter1');
    cloud.add('db-password', 'hunter2 é');

    expect(await open().read('db-password')).toEqual({
      value: 'hunter2 é',
      version: '2',
    });
    expect(
      await open().read('projects/acme/secrets/db-password', { version: '1' }),
    ).toEqual({ value: 'hunter1', version: '1' });
  });

  it('is described by an identity that may see no values', async () => {
    cloud.denied = ['accessSecretVersion'];
    cloud.add('db-password', 'hunter1');
    cloud.add('db-password', 'hunter2', '2026-11-02T09:30:00.500Z');
    cloud.rotation = {
      nextRotationTime: '2027-02-01T00:00:00Z',
      rotationPeriod: '7776000s',
    };

    expect(await open().describe('db-password')).toEqual({
      version: '2',
      state: 'enabled',
      rotated: {
        at: '2026-11-02T09:30:00.500Z',
        field: 'versions/2.createTime',
        confidence: 'strong',
      },
      nextRotationAt: '2027-02-01T00:00:00.000Z',
    });
  });

  it('says when the newest version is disabled', async () => {
    cloud.add('db-password', 'hunter2');
    cloud.secrets.get('db-password')![0].state = 'DISABLED';

    expect(await open().describe('db-password')).toMatchObject({
      state: 'disabled',
    });
    await expect(open().read('db-password')).rejects.toMatchObject({
      failure: 'missing',
    });
    await expect(
      open().read('db-password', { version: '1' }),
    ).rejects.toMatchObject({
      failure: 'version-gone',
      message: 'has disabled or destroyed version 1',
    });
  });

  it.each([
    ['none', undefined, 'missing', 'does not exist, or has no version'],
    ['db-password', '7', 'version-gone', 'has no version 7'],
    ['a/b', undefined, 'missing', 'is no name of a secret'],
  ])('has no %s at %s', async (ref, version, failure, message) => {
    cloud.add('db-password', 'hunter2');

    await expect(open().read(ref, { version })).rejects.toMatchObject({
      failure,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['PERMISSION_DENIED', 'denied', 'is refused by Google Cloud'],
    ['INTERNAL', 'unavailable', 'could not be asked for (code 13)'],
  ])('that answers %s is %s', async (code, failure, message) => {
    cloud.trouble(code);
    const error = await open()
      .read('db-password')
      .catch(thrown => thrown);

    expect(error).toMatchObject({ failure, message });
  });

  it('without credentials says so, and can be asked again', async () => {
    cloud.add('db-password', 'hunter2');
    process.env.GOOGLE_APPLICATION_CREDENTIALS = files.resolve('none.json');
    const source = open();

    await expect(source.read('db-password')).rejects.toMatchObject({
      failure: 'denied',
      message:
        'could not be asked for: there are no application default credentials',
    });
    process.env.GOOGLE_APPLICATION_CREDENTIALS = files.resolve('key.json');
    expect(await source.read('db-password')).toMatchObject({ version: '1' });
  });

  it('is asked again when it is busy', async () => {
    cloud.add('db-password', 'hunter2');
    cloud.trouble('UNAVAILABLE', 'RESOURCE_EXHAUSTED');

    expect(await open().read('db-password')).toMatchObject({ version: '1' });
    expect(cloud.requests).toHaveLength(3);
  });

  it.each([
    [{ project: '' }, "'iac.secrets.sources.gcp.project': must not be empty"],
    [{ key: 'x' }, 'Unrecognized key: "key"'],
  ])('refuses the settings %j', (settings, problem) => {
    expect(() =>
      secretSource.create(settings, { id: 'gcp', baseDir: '/' }),
    ).toThrow(problem);
  });
});
