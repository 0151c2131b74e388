import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Redactor } from '../redaction';
import { formsOf } from '../redaction/forms';
import { Tripwire } from './Tripwire';

const SECRET = { name: 'pw', value: 'S3cr3t&/<pass> "word"+é' };

describe('the tripwire', () => {
  const tripwire = Tripwire.create([SECRET]);

  it.each([
    ['as it is', SECRET.value],
    ['in JSON', JSON.stringify(SECRET)],
    ['in Go’s JSON', 'S3cr3t\\u0026/\\u003cpass\\u003e \\"word\\"+é'],
    ['in a URL', encodeURIComponent(SECRET.value)],
    ['in hex', Buffer.from(SECRET.value).toString('hex')],
    ['in base64', Buffer.from(SECRET.value).toString('base64')],
    [
      'behind one byte in base64',
      Buffer.from(`x${SECRET.value}y`).toString('base64'),
    ],
    [
      'behind two in base64url',
      Buffer.from(`xx${SECRET.value}y`).toString('base64url'),
    ],
  ])('finds a secret %s, and gives only its name', async (_, text) => {
    expect(await tripwire.search(`before ${text} after`)).toEqual(['pw']);
  });

  it('finds a key by one of its lines', async () => {
    const key = '-----BEGIN KEY-----\nMIIBVg1BADANBg\n-----END KEY-----';
    const found = Tripwire.create([{ name: 'key', value: key }]);
    expect(await found.search('   MIIBVg1BADANBg')).toEqual(['key']);
    expect(await found.search('-----BEGIN KEY-----')).toEqual([]);
  });

  it('finds a member of a document', async () => {
    const value = '{"user":"administrator","password":"hunter2-hunter2"}';
    const found = Tripwire.create([{ name: 'db', value }]);
    expect(await found.search('it is hunter2-hunter2')).toEqual(['db']);
    expect(await found.search('an administrator')).toEqual([]);
  });

  it('ends no run for a short word', async () => {
    const short = Tripwire.create([{ name: 'pin', value: 'main' }]);
    expect(await short.search('sandbox_network.main')).toEqual([]);
  });

  it('holds its values where nothing prints them', () => {
    expect(JSON.stringify(tripwire)).not.toContain('S3cr');
    expect(inspect(tripwire)).not.toContain('S3cr');
  });

  it('shares no code with the redactor', () => {
    for (const file of ['Tripwire.ts', 'needles.ts']) {
      const code = readFileSync(path.join(__dirname, file), 'utf8');
      expect(code).not.toMatch(/from '.*redaction/);
    }
  });

  it('agrees with the redactor about all secrets and texts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 8, maxLength: 24 }),
        fc.array(fc.string({ maxLength: 12 }), { minLength: 2, maxLength: 4 }),
        async (value, around) => {
          const redactor = Redactor.create([value]);
          const forms = [...formsOf({ value }).keys()];
          fc.pre(forms.every(form => !/[[\]]/.test(form)));
          const wire = Tripwire.create([{ value }]);
          const text = forms.map(form => around.join(form)).join('\n');
          expect(await wire.search(redactor.redact(text))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
