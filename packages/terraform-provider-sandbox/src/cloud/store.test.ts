import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { drift } from '../drift';
import { CloudStore } from './store';

describe('CloudStore', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sandbox-store-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const add = (store: CloudStore, id: string) =>
    store.update(document => {
      document.objects[id] = {
        type: 'sandbox_network',
        attributes: { id, name: id },
      };
    });

  it('writes many changes of several writers, and leaves nothing behind', async () => {
    const stores = [1, 2, 3].map(() => new CloudStore(directory, 'test'));
    await Promise.all(
      stores.flatMap((store, s) =>
        Array.from({ length: 50 }, (_, i) => add(store, `net-${s}-${i}`)),
      ),
    );
    expect(Object.keys(stores[0].read().objects)).toHaveLength(150);
    expect(stores[0].read().serial).toBe(150);
    expect(readdirSync(directory)).toEqual(['test.json']);
  });

  it('undoes a change that fails, and only that one', async () => {
    const store = new CloudStore(directory, 'test');
    const failing = store.update(document => {
      document.objects.half = { type: 'sandbox_network', attributes: {} };
      throw new Error('no');
    });
    const good = add(store, 'net-1');
    await expect(failing).rejects.toThrow('no');
    await good;
    expect(Object.keys(store.read().objects)).toEqual(['net-1']);
  });

  it('breaks a lock that a dead process left, and an abandoned one', async () => {
    const lock = join(directory, 'test.json.lock');
    const store = new CloudStore(directory, 'test');
    writeFileSync(
      lock,
      JSON.stringify({ token: 'x', pid: 2 ** 22 + 1, host: hostname() }),
    );
    await add(store, 'net-1');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    await add(store, 'net-2');
    expect(Object.keys(store.read().objects)).toHaveLength(2);
    expect(existsSync(lock)).toBe(false);
  });

  it('refuses a name that would leave the folder, and a broken file', async () => {
    expect(() => new CloudStore(directory, '../x')).toThrow('cannot name');
    writeFileSync(join(directory, 'test.json'), '{');
    expect(() => new CloudStore(directory, 'test').read()).toThrow(
      'cannot be read',
    );
  });

  it('changes objects by hand', async () => {
    const request = { directory, cloud: 'test' };
    await expect(drift(request)).rejects.toThrow('apply the environment');
    await add(new CloudStore(directory, 'test'), 'net-1');
    expect((await drift(request)).changes).toEqual([
      {
        attribute: 'tags',
        before: null,
        after: { 'changed-by': 'console' },
      },
    ]);
    await expect(drift({ ...request, set: { id: 'x' } })).rejects.toThrow(
      'no "id" to change',
    );
    expect((await drift({ ...request, delete: true })).deleted).toBe(true);
    expect(new CloudStore(directory, 'test').read().objects).toEqual({});
  });
});
