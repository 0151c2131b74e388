import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { readDigestKey } from './digestKey';
import { resolveSecrets } from './resolveSecrets';

const digestKey = Buffer.alloc(32, 7);

const staging = {
  name: 'staging',
  secrets: { db_password: { source: 'env', key: 'STAGING_DB_PASSWORD' } },
};

describe('resolveSecrets', () => {
  const resolve = (env: Record<string, string>) =>
    resolveSecrets(staging, { digestKey, env });

  it('reads what the environment names, and nothing else', async () => {
    const env = { STAGING_DB_PASSWORD: 'hunter2', OTHER: 'not asked for' };

    expect(await resolve(env)).toEqual([
      {
        name: 'db_password',
        value: 'hunter2',
        source: 'env:STAGING_DB_PASSWORD',
        version: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    ]);
  });

  it('gives each value its own version, the same every time, that only the key can make', async () => {
    const version = async (value: string, key = digestKey) => {
      const [secret] = await resolveSecrets(staging, {
        digestKey: key,
        env: { STAGING_DB_PASSWORD: value },
      });
      return secret.version;
    };

    expect(await version('hunter2')).toBe(await version('hunter2'));
    expect(await version('hunter3')).not.toBe(await version('hunter2'));
    expect(await version('hunter2', Buffer.alloc(32, 8))).not.toBe(
      await version('hunter2'),
    );
  });

  it('says which secret is missing from where', async () => {
    await expect(resolve({})).rejects.toThrow(
      "Secret 'db_password' of environment 'staging' is missing: 'env:STAGING_DB_PASSWORD' is not set",
    );
    await expect(resolve({ STAGING_DB_PASSWORD: '' })).rejects.toThrow(
      "'env:STAGING_DB_PASSWORD' is empty",
    );
  });

  it('refuses a source it does not know', async () => {
    const secrets = { token: { source: 'vault', key: 'kv/staging' } };

    await expect(
      resolveSecrets({ name: 'staging', secrets }, { digestKey }),
    ).rejects.toThrow("there is no secret source 'vault'");
  });
});

describe('readDigestKey', () => {
  const home = createMockDirectory();

  beforeEach(() => home.clear());

  it('makes one key, readable by its owner alone, that all who ask at once share', async () => {
    const folder = home.resolve('.iac');
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => readDigestKey(folder)),
    );

    expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await readFile(`${folder}/digest.key`)).toEqual(keys[0]);
    expect((await stat(`${folder}/digest.key`)).mode % 0o1000).toBe(0o600);
    expect((await stat(folder)).mode % 0o1000).toBe(0o700);
  });

  it('refuses a key that was cut short', async () => {
    await writeFile(home.resolve('digest.key'), 'short');

    await expect(readDigestKey(home.path)).rejects.toThrow(
      'has 5 bytes, expected at least 32; delete the file to make a new key',
    );
  });
});
