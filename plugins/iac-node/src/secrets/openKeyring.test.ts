import { createMockDirectory } from '@backstage/backend-test-utils';
import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { openKeyring } from './openKeyring';

describe('openKeyring', () => {
  const directory = createMockDirectory();
  const home = directory.resolve('home');
  const development = { NODE_ENV: 'development' };
  const none = { keys: [], required: false };

  beforeEach(() => directory.clear());

  it('takes the configured keys, in production as elsewhere', async () => {
    const keys = ['2027', '2026'].map(id => ({ id, secret: randomBytes(32) }));
    const onCreated = jest.fn();
    for (const required of [false, true]) {
      const keyring = await openKeyring(
        { home, encryption: { keys, required } },
        { env: { NODE_ENV: 'production' }, onCreated },
      );
      expect(keyring.ids).toEqual(['2027', '2026']);
      expect(keyring.active).toBe('2027');
    }
    expect(onCreated).not.toHaveBeenCalled();
    await expect(stat(home)).rejects.toThrow();
  });

  it('makes one key for a demo, however many ask at once, and says so once', async () => {
    const created: string[] = [];
    const keyrings = await Promise.all(
      Array.from({ length: 8 }, () =>
        openKeyring(
          { home, encryption: none },
          { env: development, onCreated: path => created.push(path) },
        ),
      ),
    );
    const path = directory.resolve('home/encryption.key');
    expect(created).toEqual([path]);
    expect((await stat(path)).mode.toString(8)).toMatch(/600$/);
    expect(new Set(keyrings.map(({ active }) => active)).size).toBe(1);
    expect(keyrings[0].active).toMatch(/^local-[0-9a-f]{8}$/);

    // What the file holds can be moved into the configuration as it is.
    const secret = Buffer.from(await readFile(path, 'utf8'), 'base64');
    const moved = await openKeyring({
      home,
      encryption: { ...none, keys: [{ id: keyrings[0].active, secret }] },
    });
    const dataKey = randomBytes(32);
    expect(moved.unwrap(keyrings[0].active, keyrings[0].wrap(dataKey))).toEqual(
      dataKey,
    );
  });

  it.each([
    ['NODE_ENV=production', false, { NODE_ENV: 'production' }],
    ["'iac.encryption.required' is set", true, development],
  ])('makes none where %s', async (why, required, env) => {
    const opened = openKeyring(
      { home, encryption: { keys: [], required } },
      { env },
    );
    await expect(opened).rejects.toThrow(why);
    await expect(opened).rejects.toThrow('openssl rand -base64 32');
    await expect(stat(home)).rejects.toThrow();
  });

  it('refuses a key file that holds no key', async () => {
    directory.setContent({ home: {} });
    await writeFile(directory.resolve('home/encryption.key'), 'c2hvcnQ=');
    await expect(
      openKeyring({ home, encryption: none }, { env: development }),
    ).rejects.toThrow(/encryption\.key' is \d+ bytes and must be 32/);
  });
});
