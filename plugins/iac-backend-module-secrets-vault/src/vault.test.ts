import { createMockDirectory } from '@backstage/backend-test-utils';
import { VaultServer } from '@backstage-iac/secret-store-emulators';
import { createVaultSecretSource, secretSource, type VaultSettings } from '.';

const REF = 'team/kv/platform/staging';

describe('Vault and OpenBao as a secret source', () => {
  const files = createMockDirectory();
  let server: VaultServer;
  let waits: number[];
  let clock: number;

  beforeEach(async () => {
    files.clear();
    waits = [];
    clock = Date.parse('2026-11-24T00:00:00Z');
    server = await VaultServer.start();
  });

  afterEach(() => server.stop());

  const open = (settings: Partial<VaultSettings> = {}) =>
    createVaultSecretSource({
      address: server.address,
      auth: { token: 'root' },
      ...settings,
      now: () => clock,
      sleep: async milliseconds => waits.push(milliseconds),
    });

  describe('KV version 2', () => {
    it('gives the document with its version, and an earlier one when asked', async () => {
      server.write('platform/staging', { password: 'hunter1' });
      server.write('platform/staging', { password: 'hunter2', port: 5432 });

      expect(await open().read(REF)).toEqual({
        value: '{"password":"hunter2","port":5432}',
        version: '2',
      });
      expect(await open().read(REF, { version: '1' })).toEqual({
        value: '{"password":"hunter1"}',
        version: '1',
      });
    });

    it('is described from its metadata alone', async () => {
      server.write('platform/staging', { password: 'hunter1' });
      server.write(
        'platform/staging',
        { password: 'hunter2' },
        '2026-11-02T09:30:00.5Z',
      );
      server.custom.set('platform/staging', { 'renew-date': '2027-02-01' });
      server.denied = ['team/kv/data/'];

      expect(await open().describe(REF)).toEqual({
        version: '2',
        state: 'enabled',
        rotated: {
          at: '2026-11-02T09:30:00.500Z',
          field: 'versions[2].created_time',
          confidence: 'strong',
        },
        nextRotationAt: '2027-02-01T00:00:00.000Z',
      });
      expect(server.requests.join()).not.toContain('/data/');
    });

    it('tells a version that never was from one that was deleted', async () => {
      server.write('platform/staging', { password: 'hunter2' });
      await expect(open().read(REF, { version: '7' })).rejects.toMatchObject({
        failure: 'version-gone',
        message: 'has no version 7',
      });

      server.secrets.get('platform/staging')![0].deleted =
        '2026-11-20T00:00:00Z';
      await expect(open().read(REF, { version: '1' })).rejects.toMatchObject({
        failure: 'version-gone',
        message: 'lost version 1',
      });
      await expect(open().read(REF)).rejects.toMatchObject({
        failure: 'missing',
        message: 'was deleted',
      });
      expect(await open().describe(REF)).toMatchObject({ state: 'deleted' });
    });
  });

  it('reads KV version 1, which has no versions to describe', async () => {
    server.plain.set('old/staging', { password: 'hunter2' });

    expect(await open().read('old/staging')).toEqual({
      value: '{"password":"hunter2"}',
    });
    expect(await open().describe('old/staging')).toEqual({ state: 'enabled' });
    await expect(
      open().read('old/staging', { version: '1' }),
    ).rejects.toMatchObject({ failure: 'version-gone' });
  });

  it('takes the versions of mounts from its settings, without asking', async () => {
    server.write('platform/staging', { password: 'hunter2' });
    server.denied = ['sys/'];

    await open({ mounts: { 'team/kv': 2 } }).read(REF);

    expect(server.requests).toEqual(['GET team/kv/data/platform/staging']);
  });

  it('names its namespace', async () => {
    server.write('platform/staging', { password: 'hunter2' });

    await open({ namespace: 'admin/platform' }).read(REF);

    expect([...server.namespaces]).toEqual(['admin/platform']);
  });

  describe('login', () => {
    it.each<[string, VaultSettings['auth'], Record<string, unknown>]>([
      [
        'AppRole',
        { appRole: { roleId: 'r', secretIdFile: 'FILE' } },
        { role_id: 'r', secret_id: 'token-of-the-file' },
      ],
      [
        'Kubernetes',
        { kubernetes: { role: 'iac', tokenFile: 'FILE' } },
        { role: 'iac', jwt: 'token-of-the-file' },
      ],
      [
        'JWT',
        { jwt: { role: 'iac', tokenFile: 'FILE' } },
        { role: 'iac', jwt: 'token-of-the-file' },
      ],
    ])(
      'works by %s, once for many secrets',
      async (_method, auth, credentials) => {
        files.addContent({ token: 'token-of-the-file\n' });
        server.write('platform/staging', { password: 'hunter2' });
        server.credentials = credentials;
        const source = open({
          auth: JSON.parse(
            JSON.stringify(auth).replace('FILE', files.resolve('token')),
          ),
        });

        await Promise.all([
          source.read(REF),
          source.read(REF),
          source.describe(REF),
        ]);

        expect(
          server.requests.filter(path => path.endsWith('/login')),
        ).toHaveLength(1);
      },
    );

    const appRole = { appRole: { roleId: 'r', secretId: 's' } };

    beforeEach(() => {
      server.credentials = { role_id: 'r', secret_id: 's' };
      server.write('platform/staging', { password: 'hunter2' });
    });

    it('is renewed while it lasts, and made anew once it has ended', async () => {
      const source = open({ auth: appRole, mounts: { 'team/kv': 2 } });
      await source.read(REF);
      clock += 30_000;
      await source.read(REF);
      clock += 15_000;
      await source.read(REF);
      clock += 120_000;
      await source.read(REF);

      expect(server.requests.filter(path => path.startsWith('POST'))).toEqual([
        'POST auth/approle/login',
        'POST auth/token/renew-self',
        'POST auth/approle/login',
      ]);
    });

    it('is made anew when the token was revoked', async () => {
      const source = open({ auth: appRole });
      await source.read(REF);
      server.revoke();

      expect(await source.read(REF)).toMatchObject({ version: '1' });
    });

    it('that is refused says what to check, and not what was sent', async () => {
      server.credentials = {};
      const error = await open({ auth: appRole })
        .read(REF)
        .catch(thrown => thrown);

      expect(error).toMatchObject({
        failure: 'denied',
        message:
          'could not be asked for: the login by appRole was refused with status 400',
        nextStep: expect.stringContaining('secret id'),
      });
      // The next one may succeed.
      server.credentials = { role_id: 'r', secret_id: 's' };
      await expect(open({ auth: appRole }).read(REF)).resolves.toBeDefined();
    });
  });

  describe('trouble', () => {
    beforeEach(() => server.write('platform/staging', { password: 'hunter2' }));

    it('that passes is waited for, as long as the server asks', async () => {
      server.disturb(
        {
          status: 429,
          body: { errors: ['rate limited'] },
          headers: { 'Retry-After': '2' },
        },
        { status: 503, body: { errors: ['standby'] } },
        { status: 502, body: undefined },
      );

      expect(await open().read(REF)).toMatchObject({ version: '1' });
      expect(waits).toEqual([2000, 500, 1000]);
    });

    it('that does not pass is told, with the status', async () => {
      server.disturb(
        ...Array.from({ length: 4 }, () => ({
          status: 500,
          body: { errors: ['hunter2'] },
        })),
      );

      await expect(open().read(REF)).rejects.toMatchObject({
        failure: 'unavailable',
        message: 'was answered with status 500, 4 times',
      });
    });

    it.each([
      [
        'a server that is sealed',
        () => {
          server.sealed = true;
        },
        'unavailable',
        'is behind a seal',
      ],
      [
        'a path without a policy',
        () => {
          server.denied = ['team/kv/data/'];
        },
        'denied',
        'is refused by the policies',
      ],
      [
        'a token that is not known',
        () => server.revoke(),
        'denied',
        'is below no mount',
      ],
      [
        'an answer that is none of Vault',
        () => server.disturb({ status: 200, body: { hunter2: 'hunter2' } }),
        'unavailable',
        'not that of a KV engine',
      ],
    ])('of %s has its own answer', async (_what, cause, failure, reason) => {
      cause();
      const error = await open()
        .read(REF)
        .catch(thrown => thrown);

      expect(error).toMatchObject({
        failure,
        message: expect.stringContaining(reason),
      });
      expect(error.message).not.toContain('hunter2');
      expect(waits).toEqual([]);
    });

    it.each(['kv', '/kv/a', 'kv/../a', 'kv//a'])(
      'of the reference %s is found before anything is asked',
      async ref => {
        await expect(open().read(ref)).rejects.toMatchObject({
          failure: 'missing',
        });
        expect(server.requests).toEqual([]);
      },
    );

    it('of a secret that does not exist', async () => {
      await expect(open().read('team/kv/none')).rejects.toMatchObject({
        failure: 'missing',
        message: 'does not exist',
      });
    });

    it('of a server that is not there', async () => {
      await expect(
        open({ address: 'http://127.0.0.1:1' }).read(REF),
      ).rejects.toMatchObject({
        failure: 'unavailable',
        message: 'could not be asked for: the server does not answer',
      });
      expect(waits).toEqual([250, 500, 1000]);
    });
  });

  it.each([
    [{}, 'address'],
    [
      { address: 'vault', auth: { token: 't' } },
      "'iac.secrets.sources.vault.address': must be https://…",
    ],
    [
      { address: 'https://v', auth: {} },
      "'iac.secrets.sources.vault.auth': must have one of",
    ],
    [
      { address: 'https://v', auth: { token: 't' }, mount: 'kv' },
      'Unrecognized key: "mount"',
    ],
  ])('refuses the settings %j', (settings, problem) => {
    expect(() =>
      secretSource.create(settings, { id: 'vault', baseDir: files.path }),
    ).toThrow(problem);
  });
});
