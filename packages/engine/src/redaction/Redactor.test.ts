import fc from 'fast-check';
import { isMaskable, Redactor } from '.';
import { formsOf } from './forms';

const PASSWORD = 'S3cr&t/<pass> "word"+é';

function redact(values: string[], text: string): string {
  return Redactor.create(values).redact(text);
}

/** A secret that cannot come into being at the edge of a replacement. */
const secret = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 4, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4, maxLength: 9 }),
    fc
      .array(fc.string({ minLength: 6, maxLength: 12 }), { minLength: 2 })
      .map(lines => lines.join('\n')),
  )
  .filter(value => isMaskable(value))
  .filter(value => formsOf(value).every(form => cannotArise(form)));

function cannotArise(form: string): boolean {
  return !/[[\]]/.test(form) && !'redacted'.includes(form);
}

const around = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 }),
);

/** Text with forms of the secrets, whole and cut off, one after the other. */
const scene = fc
  .uniqueArray(secret, { minLength: 1, maxLength: 4 })
  .chain(secrets => {
    const form = fc.constantFrom(...secrets.flatMap(formsOf));
    const cutOff = fc
      .tuple(form, fc.nat(40))
      .map(([text, length]) => text.slice(0, length));
    return fc.record({
      secrets: fc.constant(secrets),
      text: fc
        .array(fc.oneof(form, cutOff, around), { maxLength: 12 })
        .map(pieces => pieces.join('')),
    });
  });

function survivors(secrets: string[], text: string): string[] {
  return secrets.flatMap(formsOf).filter(form => text.includes(form));
}

describe('Redactor', () => {
  it.each([
    ['as it is', PASSWORD],
    ['in JSON', JSON.stringify({ password: PASSWORD })],
    ['in Go’s JSON', 'S3cr\\u0026t/\\u003cpass\\u003e \\"word\\"+é'],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ p: PASSWORD }))],
    ['by encodeURIComponent', encodeURIComponent(PASSWORD)],
    ['in a form', new URLSearchParams({ p: PASSWORD }).toString()],
    [
      'in a URL with lower case',
      's3cr S3cr%26t%2f%3cpass%3e%20%22word%22%2b%c3%a9',
    ],
    ['in base64', Buffer.from(PASSWORD).toString('base64')],
    ['in base64url', Buffer.from(PASSWORD).toString('base64url')],
  ])('hides a password %s', (_, text) => {
    const redacted = redact([PASSWORD], text);
    expect(redacted).toContain('[redacted]');
    expect(redacted).not.toMatch(/S3cr|pass>|UzNjc|3b3Jk/);
  });

  it.each(['', 'u', 'us', 'user:', 'admin:'])(
    'hides a password behind %j in base64',
    prefix => {
      const header = Buffer.from(`${prefix}hunter2-hunter2`).toString('base64');
      const answer = redact(
        ['hunter2-hunter2'],
        `Authorization: Basic ${header}`,
      );
      expect(answer).toContain('[redacted]');
      // What is left holds no byte of the password but, at most, its edges.
      expect(
        Buffer.from(answer.split(' ').pop() ?? '', 'base64').toString(),
      ).not.toContain('unter');
    },
  );

  it('hides a value as HCL writes it', () => {
    expect(redact(['a"${b}\n%{c}'], 'x = "a\\"$${b}\\n%%{c}"')).toBe(
      'x = "[redacted]"',
    );
  });

  it('hides each line of a key, which a plan prints indented', () => {
    const key =
      '-----BEGIN KEY-----\nMIIBVgIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----\n';
    expect(
      redact(
        [key],
        '  + key = <<-EOT\n      -----BEGIN KEY-----\n      kqhkiG9w0BAQ',
      ),
    ).toBe('  + key = <<-EOT\n      -----BEGIN KEY-----\n      [redacted]');
  });

  it('hides a value without the newline that its file ends with', () => {
    expect(redact(['hunter2\n'], 'password is hunter2, yes')).toBe(
      'password is [redacted], yes',
    );
  });

  it('takes the longest of several values at a place', () => {
    expect(redact(['pass', 'password', 'passwordless'], 'passwords')).toBe(
      '[redacted]s',
    );
  });

  it.each([
    [['abcd', 'cdef'], 'abcdef', '[redacted]'],
    [['abab'], 'xabababy', 'x[redacted]y'],
    [['aaaa'], 'aaaaaaa', '[redacted]'],
    [['abcdX', 'bcde'], 'abcde', 'a[redacted]'],
    [['abcd'], 'abcdabcd', '[redacted]'],
    [['abcd'], 'abcabcd', 'abc[redacted]'],
  ])('finds %j in %s', (values, text, redacted) => {
    expect(redact(values, text)).toBe(redacted);
  });

  it('leaves text alone that holds no secret', () => {
    const text = 'Plan: 1 to add, 0 to change, 0 to destroy.';
    expect(redact([PASSWORD], text)).toBe(text);
    expect(redact([], text)).toBe(text);
  });

  it.each(['', 'abc', '    ', ' ab '])('cannot mask %j', value => {
    expect(isMaskable(value)).toBe(false);
    expect(redact([value], `x${value}y`)).toBe(`x${value}y`);
  });

  it('learns more values without forgetting the first', () => {
    const redactor = Redactor.create(['first']).extend(['second']);
    expect(redactor.redact('first second')).toBe('[redacted] [redacted]');
  });

  it('lets no form of a secret survive, wherever it stands', () => {
    fc.assert(
      fc.property(scene, ({ secrets, text }) => {
        expect(survivors(secrets, redact(secrets, text))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('lets no middle of a secret survive in base64 of anything around it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'abcXYZ019-_'),
          minLength: 8,
          maxLength: 60,
        }),
        fc.uint8Array({ maxLength: 10 }),
        fc.uint8Array({ maxLength: 10 }),
        (value, before, after) => {
          const bytes = Buffer.concat([before, Buffer.from(value), after]);
          for (const encoding of ['base64', 'base64url'] as const) {
            const answer = redact([value], bytes.toString(encoding));
            expect(answer).toContain('[redacted]');
          }
        },
      ),
    );
  });

  it('gives the same for a stream, wherever it is cut', () => {
    fc.assert(
      fc.property(
        scene,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        ({ secrets, text }, sizes) => {
          const redactor = Redactor.create(secrets);
          const stream = redactor.stream();
          let answer = '';
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length];
            answer += stream.write(text.slice(at, at + size));
            at += size;
          }
          answer += stream.end();
          expect(answer).toBe(redactor.redact(text));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('holds back no more of a stream than could be a secret', () => {
    const stream = Redactor.create(['hunter2']).stream();
    expect(stream.write('password: hun')).toBe('password: ');
    expect(stream.write('gry\n')).toBe('hungry\n');
    expect(stream.write('hunter')).toBe('');
    expect(stream.write('2!')).toBe('[redacted]!');
    expect(stream.write('hunt')).toBe('');
    expect(stream.end()).toBe('hunt');
    expect(stream.write('the next')).toBe('the next');
  });

  it('stays linear when a secret repeats itself', () => {
    const redactor = Redactor.create([`${'a'.repeat(2000)}b`]);
    const text = 'a'.repeat(500_000);
    const started = performance.now();
    expect(redactor.redact(text)).toBe(text);
    // Trying the secret at each place would take a thousand million steps.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
