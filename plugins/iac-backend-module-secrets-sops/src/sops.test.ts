import { createMockDirectory } from '@backstage/backend-test-utils';
import { sealedBySops, SOPS } from '@backstage-iac/secret-store-emulators';
import { symlinkSync } from 'node:fs';
import { createSopsSecretSource, secretSource } from '.';
import { inspectSopsFile } from './sopsFile';

describe('SOPS files as a secret source', () => {
  const folder = createMockDirectory();

  beforeEach(() => {
    folder.setContent({
      outside: { 'secret.yaml': sealedBySops('fine') },
      secrets: {
        'staging.yaml': sealedBySops('fine'),
        'foreign.yaml': sealedBySops('no-key'),
        'tampered.yaml': sealedBySops('tampered'),
        'broken.yaml': sealedBySops('broken'),
        'environment.yaml': sealedBySops('environment'),
      },
    });
    symlinkSync(
      folder.resolve('outside/secret.yaml'),
      folder.resolve('secrets/link.yaml'),
    );
  });

  const open = (options: { binary?: string; passEnv?: string[] } = {}) =>
    createSopsSecretSource({
      binary: SOPS,
      root: 'secrets',
      baseDir: folder.path,
      ...options,
    });

  it('gives the document, with the version of the file', async () => {
    const { value, version } = await open().read('staging.yaml');

    expect(value).toContain('"password": "hunter2"');
    expect(await open().describe('staging.yaml')).toEqual({
      version,
      state: 'enabled',
      rotated: {
        at: '2026-11-02T09:30:00.000Z',
        field: 'sops.lastmodified',
        confidence: 'weak',
      },
    });
    await expect(
      open().read('staging.yaml', { version: 'other' }),
    ).rejects.toMatchObject({ failure: 'version-gone' });
  });

  it('describes without the program', async () => {
    const source = open({ binary: '/none/sops' });

    expect(await source.describe('staging.yaml')).toMatchObject({
      state: 'enabled',
    });
  });

  it('gives the program the variables that are listed, and no others', async () => {
    process.env.SOPS_AGE_KEY_FILE = '/keys/age.txt';
    process.env.PORTAL_SECRET = 'of-the-portal-itself';
    const source = open({ passEnv: ['SOPS_AGE_KEY_FILE', 'NOT_SET'] });

    const { value } = await source.read('environment.yaml');
    delete process.env.SOPS_AGE_KEY_FILE;
    delete process.env.PORTAL_SECRET;

    const names = JSON.parse(value).env.match(/\b\w+(?==)/g);
    // The shell that stands for the program adds its own.
    const own = ['PWD', 'SHLVL', '_', 'OLDPWD'];
    expect(names.filter((name: string) => !own.includes(name))).toEqual([
      'SOPS_AGE_KEY_FILE',
    ]);
  });

  it.each([
    ['none.yaml', 'missing', 'is no file that can be read'],
    ['foreign.yaml', 'denied', 'with a key that the program cannot get'],
    ['tampered.yaml', 'unavailable', 'its checksum does not fit'],
    ['broken.yaml', 'unavailable', 'sops ended with exit code 1'],
    ['../outside/secret.yaml', 'denied', 'leads out of the folder'],
    ['link.yaml', 'denied', 'leads out of the folder'],
    ['.', 'denied', 'leads out of the folder'],
  ])('refuses %s', async (ref, failure, reason) => {
    const error = await open()
      .read(ref)
      .catch(thrown => thrown);

    expect(error).toMatchObject({
      name: 'SecretSourceError',
      failure,
      message: expect.stringContaining(reason),
    });
    expect(error.message).not.toContain('hunter2');
  });

  it('says when the program is not there', async () => {
    const source = open({ binary: 'sops-that-nobody-has' });

    await expect(source.read('staging.yaml')).rejects.toMatchObject({
      failure: 'unavailable',
      message: 'could not be decrypted: the program did not start',
    });
  });

  it.each([
    [
      { passEnv: ['A-B'] },
      "'iac.secrets.sources.sops.passEnv.0': is not a name",
    ],
    [{ env: [] }, 'Unrecognized key: "env"'],
  ])('refuses the settings %j', (settings, problem) => {
    expect(() =>
      secretSource.create(settings, { id: 'sops', baseDir: folder.path }),
    ).toThrow(problem);
  });
});

describe('inspectSopsFile', () => {
  it.each([
    ['YAML', "sops:\n    lastmodified: '2026-11-02T09:30:00Z'\n"],
    ['YAML, without quotes', 'sops:\n    lastmodified: 2026-11-02T09:30:00Z\n'],
    ['JSON', '{"sops": {"lastmodified": "2026-11-02T09:30:00Z"}}'],
    ['dotenv', 'A=ENC[x]\nsops_lastmodified=2026-11-02T09:30:00Z\n'],
    ['INI', '[sops]\nlastmodified = 2026-11-02T09:30:00Z\n'],
  ])('finds the date in %s', (_format, content) => {
    expect(inspectSopsFile(content).lastModified).toBe(
      '2026-11-02T09:30:00.000Z',
    );
  });

  it('does without one', () => {
    expect(inspectSopsFile('{{{')).toEqual({
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
  });
});
