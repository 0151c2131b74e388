import fc from 'fast-check';
import { Redactor } from '.';
import { formsOf } from './forms';
import { maskabilityOf } from './maskability';

function formsIn(secret: string): string[] {
  return [...formsOf({ value: secret }).keys()];
}

/** A secret that cannot come into being at the edge of a replacement. */
const secret = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 8, maxLength: 16 }),
    fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 12 }),
    fc
      .array(fc.string({ minLength: 8, maxLength: 12 }), { minLength: 2 })
      .map(lines => lines.join('\n')),
  )
  .filter(value => maskabilityOf(value) === 'anywhere')
  .filter(value => formsIn(value).every(form => cannotArise(form)));

function cannotArise(form: string): boolean {
  const edges = ['[', ']', '\x1b', '\x9b'];
  return !edges.some(edge => form.includes(edge)) && !'redacted'.includes(form);
}

const shortSecret = fc
  .string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 4, maxLength: 7 })
  .filter(value => maskabilityOf(value) === 'as a word');

const around = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '-', ' '), maxLength: 9 }),
);

const controls = fc.constantFrom(
  '\x1b[31m',
  '\x1b[0m',
  '\x1b]8;;x\x07',
  '\x1bM',
);

/** Text with forms of the secrets, whole and cut off, one after the other. */
function sceneWith(secrets: string[], between: fc.Arbitrary<string> = around) {
  const form = fc.constantFrom(...secrets.flatMap(formsIn));
  const cutOff = fc
    .tuple(form, fc.nat(40))
    .map(([text, length]) => text.slice(0, length));
  return fc.record({
    secrets: fc.constant(secrets),
    text: fc
      .array(fc.oneof(form, cutOff, between), { maxLength: 12 })
      .map(pieces => pieces.join('')),
  });
}

const scene = fc
  .uniqueArray(secret, { minLength: 1, maxLength: 4 })
  .chain(secrets => sceneWith(secrets));

const sceneWithShort = fc
  .tuple(
    fc.uniqueArray(secret, { minLength: 1, maxLength: 2 }),
    fc.uniqueArray(shortSecret, { minLength: 1, maxLength: 3 }),
  )
  .chain(([long, short]) => sceneWith([...long, ...short]));

/** A secret with control sequences between its characters. */
const painted = fc
  .string({ unit: fc.constantFrom(...'xyz0'), minLength: 8, maxLength: 20 })
  .chain(value =>
    fc.record({
      secrets: fc.constant([value]),
      text: fc
        .array(fc.tuple(fc.nat(value.length), controls), { maxLength: 4 })
        .chain(cuts =>
          fc.tuple(around, fc.constant(paint(value, cuts)), controls, around),
        )
        .map(pieces => pieces.join('')),
    }),
  );

function paint(value: string, cuts: Array<[number, string]>): string {
  return [...cuts]
    .sort(([a], [b]) => b - a)
    .reduce(
      (text, [at, control]) => text.slice(0, at) + control + text.slice(at),
      value,
    );
}

const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

function inPieces(redactor: Redactor, text: string, lengths: number[]): string {
  const stream = redactor.stream();
  let answer = '';
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = lengths[turn % lengths.length];
    answer += stream.write(text.slice(at, at + size));
    at += size;
  }
  return answer + stream.end();
}

function survivors(secrets: string[], text: string): string[] {
  return secrets
    .flatMap(formsIn)
    .filter(form => form.length >= 8 && text.includes(form));
}

describe('for all secrets and texts', () => {
  it('no form of a secret survives, wherever it stands', () => {
    fc.assert(
      fc.property(scene, ({ secrets, text }) => {
        const redacted = Redactor.create(secrets).redact(text);
        expect(survivors(secrets, redacted)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('no secret survives in several colours', () => {
    fc.assert(
      fc.property(painted, sizes, ({ secrets, text }, lengths) => {
        const redactor = Redactor.create(secrets);
        const redacted = redactor.redact(text);
        expect(redacted).toContain('[redacted]');
        expect(inPieces(redactor, text, lengths)).toBe(redacted);
      }),
      { numRuns: 150 },
    );
  });

  it('masking again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(scene, sceneWithShort), ({ secrets, text }) => {
        const redactor = Redactor.create(secrets);
        const once = redactor.redact(text);
        expect(redactor.redact(once)).toBe(once);
      }),
      { numRuns: 250 },
    );
  });

  it('text without a secret stays as it is', () => {
    const plain = fc.string({
      unit: fc.constantFrom(...'cdef \n\x1b[m'),
      maxLength: 200,
    });
    const digits = fc.string({
      unit: fc.constantFrom(...'123'),
      minLength: 4,
      maxLength: 20,
    });
    fc.assert(
      fc.property(plain, fc.array(digits), sizes, (text, secrets, lengths) => {
        // Hex and base64 of digits have letters of their own.
        fc.pre(survivors(secrets, text).length === 0);
        const redactor = Redactor.create(secrets);
        expect(redactor.redact(text)).toBe(text);
        expect(inPieces(redactor, text, lengths)).toBe(text);
      }),
    );
  });

  it('a stream gives the same, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.oneof(scene, sceneWithShort),
        sizes,
        ({ secrets, text }, lengths) => {
          const redactor = Redactor.create(
            secrets.map((value, index) => ({ value, name: `s${index}` })),
          );
          expect(inPieces(redactor, text, lengths)).toBe(redactor.redact(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('no middle of a secret survives in base64 of anything around it', () => {
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
            const answer = Redactor.create([value]).redact(
              bytes.toString(encoding),
            );
            expect(answer).toContain('[redacted]');
          }
        },
      ),
    );
  });
});
