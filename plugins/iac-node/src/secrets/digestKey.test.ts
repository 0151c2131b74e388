import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { readDigestKey } from './digestKey';

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
