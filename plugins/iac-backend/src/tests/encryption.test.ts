import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { existsSync, statSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { iacPlugin } from '../plugin';

jest.setTimeout(60_000);

describe('the plugin and what it keeps on disk', () => {
  const directory = createMockDirectory();

  const start = (iac: object = {}) =>
    startTestBackend({
      features: [
        iacPlugin,
        mockServices.rootConfig.factory({
          data: { iac: { home: directory.resolve('home'), ...iac } },
        }),
      ],
    });

  it('does not start without a key where one is required', async () => {
    await expect(start({ encryption: { required: true } })).rejects.toThrow(
      'openssl rand -base64 32',
    );
    expect(existsSync(directory.resolve('home/encryption.key'))).toBe(false);
  });

  it('removes old files that belong to no run, and makes a key for a demo', async () => {
    directory.setContent({
      home: { runs: { 'of-a-lost-database': { 'plan.tfplan.sealed': '' } } },
    });
    const left = directory.resolve('home/runs/of-a-lost-database');
    const longAgo = new Date('2026-01-01');
    await utimes(left, longAgo, longAgo);
    const backend = await start();
    expect(existsSync(left)).toBe(false);
    const { mode } = statSync(directory.resolve('home/encryption.key'));
    expect(mode.toString(8)).toMatch(/600$/);
    await backend.stop();
  });
});
