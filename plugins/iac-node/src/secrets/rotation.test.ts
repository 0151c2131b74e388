import fc from 'fast-check';
import { SecretSourceError, SecretError } from './errors';
import { describeRotation, rotationOf, type RotationPolicy } from './rotation';
import type { SecretMetadata } from './SecretSource';

const DAY = 24 * 3600;
const NOW = new Date('2026-03-02T12:00:00Z');

const policy: RotationPolicy = {
  maxAgeSeconds: 90 * DAY,
  warnBeforeSeconds: 15 * DAY,
  window: 'Sun 02:00–04:00 UTC',
  docs: 'https://docs.acme.example/rotate',
  enforce: false,
};

function inDays(days: number): string {
  return new Date(NOW.getTime() + days * DAY * 1000).toISOString();
}

function rotated(at: string): SecretMetadata {
  return {
    version: '7',
    state: 'enabled',
    rotated: { at, field: 'LastRotatedDate', confidence: 'strong' },
  };
}

describe('the age of a secret', () => {
  it.each<[string, SecretMetadata, object]>([
    ['is fine', rotated(inDays(-10)), { status: 'ok', ageDays: 10 }],
    [
      'is fine until the last moment',
      rotated(inDays(-74.99)),
      { status: 'ok' },
    ],
    [
      'comes near the limit',
      rotated(inDays(-75)),
      { status: 'due', ageDays: 75 },
    ],
    ['reaches the limit', rotated(inDays(-90)), { status: 'overdue' }],
    [
      'is far over it',
      rotated(inDays(-400)),
      { status: 'overdue', ageDays: 400 },
    ],
    [
      'is nothing for clocks that differ',
      rotated(inDays(0.1)),
      { status: 'ok', ageDays: 0 },
    ],
    ['cannot be in the future', rotated(inDays(2)), { status: 'unknown' }],
    ['is no date', rotated('soon'), { status: 'unknown' }],
    ['is not told', { state: 'enabled' }, { status: 'unknown' }],
    [
      'is of no use for one that is disabled',
      { ...rotated(inDays(-1)), state: 'disabled' },
      { status: 'unknown', problem: 'The secret is disabled' },
    ],
    [
      'is of no use for one that is deleted',
      { ...rotated(inDays(-1)), state: 'deleted' },
      { status: 'unknown', problem: 'The secret is deleted' },
    ],
    [
      'is fine, and the source was late',
      { ...rotated(inDays(-10)), nextRotationAt: inDays(-2) },
      { status: 'due', problem: expect.stringContaining('did not') },
    ],
  ])('%s', (_what, metadata, answer) => {
    expect(rotationOf(metadata, policy, NOW)).toMatchObject(answer);
  });

  it('says what told it, and how sure that is', () => {
    const metadata: SecretMetadata = {
      state: 'enabled',
      rotated: { at: inDays(-1), field: 'mtime', confidence: 'weak' },
    };
    expect(rotationOf(metadata, policy, NOW).rotatedFrom).toEqual({
      field: 'mtime',
      confidence: 'weak',
    });
  });

  it.each([
    ['the limit', undefined, inDays(80)],
    ['what the source plans', inDays(20), inDays(20)],
    ['the limit when the source plans later', inDays(200), inDays(80)],
  ])('names %s as the next rotation', (_what, nextRotationAt, next) => {
    const metadata = { ...rotated(inDays(-10)), nextRotationAt };
    expect(rotationOf(metadata, policy, NOW).nextRotationAt).toBe(next);
  });

  it('is never ok when it is not known, and never gets better by waiting', () => {
    const rank = (status: string) => ['ok', 'due', 'overdue'].indexOf(status);
    fc.assert(
      fc.property(
        fc.record(
          {
            state: fc.constantFrom('enabled', 'disabled', 'deleted'),
            rotated: fc.record({
              at: fc.oneof(
                fc.integer({ min: -500, max: 500 }).map(inDays),
                fc.string(),
              ),
              field: fc.constant('created_time'),
              confidence: fc.constantFrom('strong', 'weak'),
            }),
            nextRotationAt: fc.oneof(
              fc.integer({ min: -500, max: 500 }).map(inDays),
              fc.string(),
            ),
          },
          { requiredKeys: ['state'] },
        ),
        fc.integer({ min: 0, max: 400 }),
        (given, days) => {
          const metadata = given as SecretMetadata;
          const answer = rotationOf(metadata, policy, NOW);
          const later = rotationOf(metadata, policy, new Date(inDays(days)));
          const isKnown = answer.status !== 'unknown';
          const mayBeOk =
            metadata.state === 'enabled' && Number(answer.ageDays) < 75;
          expect(answer.status === 'ok' && !mayBeOk).toBe(false);
          expect(isKnown || answer.problem !== undefined).toBe(true);
          expect(isKnown && rank(later.status) < rank(answer.status)).toBe(
            false,
          );
        },
      ),
    );
  });
});

describe('what is shown of a secret', () => {
  const reference = { source: 'vault', key: 'kv/db', field: 'password' };

  it('is its reference, its age and the policy', () => {
    const secret = {
      variable: 'db_password',
      reference,
      metadata: rotated(inDays(-80)),
    };
    expect(describeRotation(secret, policy, NOW)).toEqual({
      variable: 'db_password',
      source: 'vault',
      reference: 'vault:kv/db#password',
      version: '7',
      rotatedAt: inDays(-80),
      rotatedFrom: { field: 'LastRotatedDate', confidence: 'strong' },
      ageDays: 80,
      limitDays: 90,
      status: 'due',
      nextRotationAt: inDays(10),
      window: 'Sun 02:00–04:00 UTC',
      docs: 'https://docs.acme.example/rotate',
    });
  });

  it('is the error of a source that gives no answer', () => {
    const error = new SecretError({
      environment: 'staging',
      variable: 'db_password',
      reference,
      error: new SecretSourceError('denied', 'is refused by the policies'),
    });
    const secret = { variable: 'db_password', reference, error };
    expect(describeRotation(secret, policy, NOW)).toMatchObject({
      status: 'unknown',
      problem: error.message,
    });
  });

  it('is unknown for a pinned version that is not the current one', () => {
    const metadata = rotated(inDays(-1));
    const pin = (version: string) =>
      describeRotation(
        { variable: 'x', reference: { ...reference, version }, metadata },
        policy,
        NOW,
      );
    expect(pin('6')).toMatchObject({ status: 'unknown', version: '6' });
    expect(pin('7')).toMatchObject({ status: 'ok', version: '7' });
  });
});
