import fc from 'fast-check';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BrokenSealError } from './errors';
import { Keyring } from './Keyring';
import type { SealContext } from './sealedFormat';
import { Vault } from './Vault';

const keyOf = (id: string) => ({ id, secret: Buffer.alloc(32, `key ${id}`) });
const vaultWith = (...ids: string[]) =>
  Vault.create(Keyring.create(ids.map(keyOf)));

const CONTEXT: SealContext = {
  runId: 'run-1',
  environment: 'staging',
  kind: 'plan',
};

describe('the vault', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'iac-vault-'));
  const file = path.join(folder, 'plan');
  const sealed = `${file}.sealed`;
  const vault = vaultWith('2026');
  afterAll(() => rmSync(folder, { recursive: true }));

  async function seal(content: Uint8Array | string, by = vault) {
    writeFileSync(file, content);
    await by.seal(file, CONTEXT);
  }

  it('gives back what was sealed, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200_000 }), async content => {
        await seal(content);
        expect(existsSync(file)).toBe(false);
        expect(await vault.read(file, CONTEXT)).toEqual(Buffer.from(content));
        await vault.open(file, CONTEXT);
        expect(readFileSync(file)).toEqual(Buffer.from(content));
      }),
      { numRuns: 25, examples: [[new Uint8Array()]] },
    );
  });

  it('writes nothing that tells of the content, and never the same twice', async () => {
    const content = 'hunter2 '.repeat(1000);
    await seal(content);
    const first = readFileSync(sealed);
    await seal(content);
    const second = readFileSync(sealed);
    expect(first.includes('hunter2')).toBe(false);
    const header = 7 + 2 + '2026'.length + 40 + 12;
    expect(first).toHaveLength(header + content.length + 16);
    expect(first.subarray(13).equals(second.subarray(13))).toBe(false);
    expect(statSync(sealed).mode.toString(8)).toMatch(/600$/);
  });

  it('refuses a file of which any bit was changed', async () => {
    await seal('the plan of a person who looked at it');
    const whole = readFileSync(sealed);
    const bits = whole.length * 8;
    for (let bit = 0; bit < bits; bit += 1) {
      const changed = Buffer.from(whole);
      changed[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(sealed, changed);
      rmSync(file, { force: true });
      await expect(vault.open(file, CONTEXT)).rejects.toThrow(
        /cannot be opened|is not configured/,
      );
      expect(existsSync(file)).toBe(false);
    }
  });

  it('refuses a file that was cut or added to, at any place', async () => {
    await seal('the plan of a person who looked at it');
    const whole = readFileSync(sealed);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async end => {
        writeFileSync(sealed, whole.subarray(0, end));
        await expect(vault.read(file, CONTEXT)).rejects.toThrow(
          BrokenSealError,
        );
      }),
    );
    writeFileSync(sealed, Buffer.concat([whole, Buffer.from('x')]));
    await expect(vault.read(file, CONTEXT)).rejects.toThrow(BrokenSealError);
  });

  it.each<Partial<SealContext>>([
    { runId: 'run-2' },
    { environment: 'production' },
    { kind: 'rescued-state' },
  ])('refuses a file that was moved to %p', async other => {
    await seal('the plan');
    const moved = { ...CONTEXT, ...other };
    await expect(vault.read(file, moved)).rejects.toThrow(
      'one of another run or environment',
    );
    await expect(vault.open(file, moved)).rejects.toThrow(BrokenSealError);
    expect(readdirSync(folder)).toEqual(['plan.sealed']);
  });

  it('names the key that is not there, and what to do', async () => {
    await seal('the plan', vaultWith('2025'));
    await expect(vault.read(file, CONTEXT)).rejects.toMatchObject({
      name: 'UnknownKeyError',
      keyId: '2025',
      message:
        "The file was encrypted with the key '2025', which is not configured; configured are '2026'",
      nextStep: expect.stringContaining(
        "Put the key '2025' back into 'iac.encryption.keys'",
      ),
    });
  });

  it('refuses another key of the same id', async () => {
    await seal('the plan');
    const impostor = Vault.create(
      Keyring.create([{ id: '2026', secret: Buffer.alloc(32, 9) }]),
    );
    await expect(impostor.read(file, CONTEXT)).rejects.toThrow(
      "the key '2026' does not fit",
    );
  });

  describe('with a new key', () => {
    const both = vaultWith('2027', '2026');
    const onlyNew = vaultWith('2027');

    it('takes a file over without touching its content or its time', async () => {
      await seal('the plan');
      const then = new Date('2026-01-02T03:04:05Z');
      utimesSync(sealed, then, then);
      const before = readFileSync(sealed);
      expect(await both.rewrap(file)).toBe('rewrapped');
      const after = readFileSync(sealed);
      const content = 7 + 2 + '2026'.length + 40;
      expect(after.subarray(content).equals(before.subarray(content))).toBe(
        true,
      );
      expect(statSync(sealed).mtime).toEqual(then);
      expect(await onlyNew.keyOf(file)).toBe('2027');
      expect((await onlyNew.read(file, CONTEXT)).toString()).toBe('the plan');
      await expect(vault.read(file, CONTEXT)).rejects.toThrow("'2027'");
      expect(await both.rewrap(file)).toBe('current');
      expect(readdirSync(folder)).toEqual(['plan.sealed']);
    });

    it('leaves a file alone whose key it does not have', async () => {
      await seal('the plan');
      await expect(onlyNew.rewrap(file)).rejects.toThrow("'2026'");
      expect((await vault.read(file, CONTEXT)).toString()).toBe('the plan');
    });

    it('has nothing to do for a file that is gone', async () => {
      await seal('the plan');
      renameSync(sealed, path.join(folder, 'elsewhere'));
      expect(await both.rewrap(file)).toBe('gone');
      rmSync(path.join(folder, 'elsewhere'));
    });
  });
});

describe('a keyring', () => {
  // RFC 3394, section 4.6.
  it('wraps as the RFC says', () => {
    const secret = Buffer.from(
      '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
      'hex',
    );
    const dataKey = Buffer.from(
      '00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f',
      'hex',
    );
    const keyring = Keyring.create([{ id: 'rfc', secret }]);
    const wrapped = keyring.wrap(dataKey);
    expect(wrapped.toString('hex')).toBe(
      '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21',
    );
    expect(keyring.unwrap('rfc', wrapped)).toEqual(dataKey);
  });

  it.each([
    ['no key', [], 'at least one key'],
    ['an id twice', [keyOf('a'), keyOf('a')], "'a' is there twice"],
    [
      'an id with a blank',
      [{ id: 'a b', secret: Buffer.alloc(32) }],
      'not a usable key id',
    ],
    [
      'a short key',
      [{ id: 'short', secret: Buffer.alloc(16) }],
      'has 16 bytes; it needs 32',
    ],
  ])('is not made of %s', (_, keys, message) => {
    expect(() => Keyring.create(keys)).toThrow(message);
  });
});
