import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { createEngine, Keyring } from '@backstage-iac/engine';
import { existsSync, statSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { iacPlugin } from '../plugin';

jest.setTimeout(60_000);

describe('the plugin and what it keeps on disk', () => {
  const directory = createMockDirectory();

  const warnings: string[] = [];
  beforeEach(() => {
    warnings.length = 0;
  });

  const start = (iac: object = {}) =>
    startTestBackend({
      features: [
        iacPlugin,
        mockServices.logger.mock({ warn: text => warnings.push(text) }).factory,
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
      home: { runs: { 'of-a-lost-database': { 'plan.tfplan': '' } } },
    });
    const left = directory.resolve('home/runs/of-a-lost-database');
    const longAgo = new Date('2026-01-01');
    await utimes(left, longAgo, longAgo);
    const backend = await start();
    expect(existsSync(left)).toBe(false);
    const { mode } = statSync(directory.resolve('home/encryption.key'));
    expect(mode.toString(8)).toMatch(/600$/);
    expect(warnings).toEqual([
      expect.stringContaining(
        'No encryption key is configured, so one was made',
      ),
    ]);
    await backend.stop();
  });

  it('says at the start which key was retired too early', async () => {
    directory.setContent({
      home: {
        runs: {
          one: {
            'run.json': '{"environment":"staging","directory":"."}',
            source: { 'errored.tfstate': 'the state' },
          },
        },
      },
    });
    const keyOf = (id: string) => ({ id, secret: Buffer.alloc(32, id) });
    await createEngine({
      home: directory.resolve('home'),
      digestKey: Buffer.alloc(32),
      keyring: Keyring.create([keyOf('2026')]),
    }).discard('one');

    const { id, secret } = keyOf('2027');
    const keys = [{ id, secret: secret.toString('base64') }];
    const backend = await start({ encryption: { keys } });
    expect(warnings).toEqual([
      expect.stringContaining("The key '2026' is not configured, and 1"),
    ]);
    await backend.stop();
  });
});
