import {
  inEnglish,
  READINESS_PURPOSES,
  READINESS_VERDICTS,
  say,
  type ReadinessVerdict,
  type VerdictInput,
} from '@backstage-iac/plugin-iac-common';
import fc from 'fast-check';
import { evaluateVerdict } from './evaluateVerdict';
import { freshnessOf, standingOf } from './standing';

const NOW = new Date('2026-03-02T12:00:00Z');
const HOUR = 3600;

function fromNow(hours: number): string {
  return new Date(NOW.getTime() + hours * HOUR * 1000).toISOString();
}

function input(overrides: Partial<VerdictInput> = {}): VerdictInput {
  return {
    checkId: 'drift.current',
    group: 'drift',
    title: 'No drift',
    required: true,
    purposes: [...READINESS_PURPOSES],
    status: 'pass',
    summary: 'Nothing changed outside Terraform',
    observedAt: fromNow(-1),
    freshnessSeconds: 26 * HOUR,
    remediation: { label: 'Check drift' },
    ...overrides,
  };
}

const waiver = {
  id: 'w',
  approvedAt: fromNow(-2),
  expiresAt: fromNow(24 * 30),
};

describe('evaluateVerdict', () => {
  it.each<[string, VerdictInput[], ReadinessVerdict, string | undefined]>([
    ['all passes', [input()], 'READY', undefined],
    ['there is nothing', [], 'UNPROVEN', 'nothing-proven'],
    [
      'nothing applies',
      [input({ status: 'not-applicable' })],
      'UNPROVEN',
      'nothing-proven',
    ],
    [
      'something required fails',
      [input({ status: 'fail' })],
      'BLOCKED',
      'failed',
    ],
    [
      'a failure is old: still a failure',
      [input({ status: 'fail', observedAt: fromNow(-100) })],
      'BLOCKED',
      'failed',
    ],
    [
      'a good answer is old',
      [input({ observedAt: fromNow(-26) })],
      'UNPROVEN',
      'stale',
    ],
    [
      'a good answer is aging',
      [input({ observedAt: fromNow(-25) })],
      'READY',
      undefined,
    ],
    ['nobody looked', [input({ status: 'unknown' })], 'UNPROVEN', 'unknown'],
    [
      'the check broke after a good answer',
      [input({ status: 'error', lastKnownStatus: 'pass' })],
      'UNPROVEN',
      'error',
    ],
    [
      'the check broke after a failure',
      [input({ status: 'error', lastKnownStatus: 'fail' })],
      'BLOCKED',
      'error',
    ],
    [
      'something advisory fails',
      [input(), input({ checkId: 'a', required: false, status: 'fail' })],
      'AT_RISK',
      'failed',
    ],
    [
      'something advisory was never set up',
      [input(), input({ checkId: 'a', required: false, status: 'unknown' })],
      'READY',
      undefined,
    ],
    [
      'a failure is waived',
      [input({ checkId: 'a' }), input({ status: 'fail', waiver })],
      'AT_RISK',
      'waived',
    ],
    [
      'a waiver ends this week',
      [
        input({ checkId: 'a' }),
        input({
          status: 'fail',
          waiver: { ...waiver, expiresAt: fromNow(24) },
        }),
      ],
      'AT_RISK',
      'waiver-ending',
    ],
    [
      'a waiver has just ended',
      [
        input({ checkId: 'a' }),
        input({ status: 'fail', waiver: { ...waiver, expiresAt: fromNow(0) } }),
      ],
      'BLOCKED',
      'failed',
    ],
    [
      'all is waived: nothing is proven',
      [input({ status: 'fail', waiver })],
      'UNPROVEN',
      'nothing-proven',
    ],
  ])('%s', (_, inputs, verdict, kind) => {
    const outcome = evaluateVerdict(inputs, NOW);
    expect([outcome.verdict, outcome.reasons[0]?.kind]).toEqual([
      verdict,
      kind,
    ]);
  });

  it('is ready for what a failure has no say in', () => {
    const { verdict, readyFor } = evaluateVerdict(
      [
        input({ checkId: 'a' }),
        input({ status: 'fail', purposes: ['promote'] }),
      ],
      NOW,
    );
    expect(verdict).toBe('BLOCKED');
    expect(readyFor).toEqual({
      plan: 'READY',
      apply: 'READY',
      promote: 'BLOCKED',
      rollback: 'READY',
    });
  });

  it('says the worst of each group, and counts', () => {
    const { groups, counts } = evaluateVerdict(
      [
        input({ checkId: 'a', status: 'warn' }),
        input({ checkId: 'b', status: 'fail' }),
        input({ checkId: 'c', group: 'source' }),
      ],
      NOW,
    );
    expect(groups).toEqual({ drift: 'fail', source: 'pass' });
    expect(counts).toMatchObject({ warn: 1, fail: 1, pass: 1, stale: 0 });
  });

  it('gives reasons with what pages say in other languages', () => {
    const { summary, said } = say('checks.drift.current.clean');
    const observedAt = fromNow(-26);
    const { reasons } = evaluateVerdict(
      [
        input({ checkId: 'a', summary, said, observedAt }),
        input({ checkId: 'b', status: 'fail', summary, said, waiver }),
        input({ checkId: 'c', status: 'fail' }),
      ],
      NOW,
    );
    const byCheck = new Map(reasons.map(reason => [reason.checkId, reason]));
    expect(byCheck.get('a')).toMatchObject({ said, at: observedAt });
    expect(byCheck.get('b')).toMatchObject({ said, at: waiver.expiresAt });
    expect(byCheck.get('c')?.said).toBeUndefined();
    expect(byCheck.get('c')?.at).toBeUndefined();
  });

  it('says by key, too, that nothing is proven', () => {
    const [{ summary, said }] = evaluateVerdict([], NOW).reasons;
    expect(summary).toBe(
      'No required check was seen to pass for: plan, apply, promote, rollback',
    );
    expect(said && inEnglish(said)).toBe(summary);
  });

  it('refuses a policy that it does not know', () => {
    expect(() => evaluateVerdict([], NOW, 99)).toThrow('update this one');
  });
});

describe('freshnessOf', () => {
  it.each([
    [0, 'fresh'],
    [74, 'fresh'],
    [75, 'aging'],
    [99, 'aging'],
    [100, 'stale'],
  ])('after %i %% of the window it is %s', (hours, freshness) => {
    expect(
      freshnessOf(
        { observedAt: fromNow(-hours), freshnessSeconds: 100 * HOUR },
        NOW,
      ),
    ).toBe(freshness);
  });
});

const hours = fc.integer({ min: -200, max: 200 });

const inputs = fc
  .array(
    fc.record<VerdictInput>(
      {
        checkId: fc.string({ minLength: 1, maxLength: 4 }),
        group: fc.constantFrom('source', 'plan', 'drift'),
        title: fc.constant('A check'),
        required: fc.boolean(),
        purposes: fc.subarray([...READINESS_PURPOSES], { minLength: 1 }),
        status: fc.constantFrom(
          'pass',
          'warn',
          'fail',
          'unknown',
          'error',
          'not-applicable',
        ),
        lastKnownStatus: fc.constantFrom('pass', 'fail', 'unknown'),
        summary: fc.constant('It is so'),
        observedAt: hours.map(fromNow),
        freshnessSeconds: fc.integer({ min: 1, max: 100 * HOUR }),
        remediation: fc.constant({ label: 'Look' }),
        waiver: fc.record({
          id: fc.constant('w'),
          approvedAt: hours.map(fromNow),
          expiresAt: hours.map(fromNow),
        }),
      },
      {
        requiredKeys: [
          'checkId',
          'group',
          'title',
          'required',
          'purposes',
          'status',
          'summary',
          'observedAt',
          'remediation',
        ],
      },
    ),
    { maxLength: 8 },
  )
  .map(all => all.map((one, index) => ({ ...one, checkId: `check.${index}` })));

const rank = (verdict: ReadinessVerdict) => READINESS_VERDICTS.indexOf(verdict);

describe('for any results', () => {
  it('what is required and not known is never ready', () => {
    fc.assert(
      fc.property(inputs, all => {
        const outcome = evaluateVerdict(all, NOW);
        const unproven = all.filter(
          one =>
            one.required &&
            ['unknown', 'stale', 'error'].includes(standingOf(one, NOW)),
        );
        for (const { purposes } of unproven) {
          expect(outcome.verdict).not.toBe('READY');
          expect(outcome.verdict).not.toBe('AT_RISK');
          for (const purpose of purposes) {
            expect(rank(outcome.readyFor[purpose])).toBeLessThanOrEqual(
              rank('UNPROVEN'),
            );
          }
        }
      }),
    );
  });

  it('a waiver never outlives its expiry', () => {
    fc.assert(
      fc.property(inputs, all => {
        const ended = all.map(one =>
          one.waiver && Date.parse(one.waiver.expiresAt) > NOW.getTime()
            ? { ...one, waiver: { ...one.waiver, expiresAt: fromNow(0) } }
            : one,
        );
        const without = all.map(({ waiver: _, ...one }) => one);
        const { nextChangeAt: _a, ...withEnded } = evaluateVerdict(ended, NOW);
        const { nextChangeAt: _b, ...plain } = evaluateVerdict(without, NOW);
        expect(withEnded).toEqual(plain);
      }),
    );
  });

  it('one more failure never makes it better', () => {
    fc.assert(
      fc.property(inputs, fc.boolean(), (all, required) => {
        const before = evaluateVerdict(all, NOW);
        const after = evaluateVerdict(
          [...all, input({ checkId: 'more', required, status: 'fail' })],
          NOW,
        );
        expect(rank(after.verdict)).toBeLessThanOrEqual(rank(before.verdict));
        for (const purpose of READINESS_PURPOSES) {
          expect(rank(after.readyFor[purpose])).toBeLessThanOrEqual(
            rank(before.readyFor[purpose]),
          );
        }
      }),
    );
  });

  it('is derived again from what was stored, in any order', () => {
    fc.assert(
      fc.property(inputs, all => {
        const outcome = evaluateVerdict(all, NOW, 1);
        const stored = JSON.parse(JSON.stringify([...all].reverse()));
        expect(
          JSON.parse(JSON.stringify(evaluateVerdict(stored, NOW, 1))),
        ).toEqual(JSON.parse(JSON.stringify(outcome)));
      }),
    );
  });

  it('nothing changes before the time that it names', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, part) => {
          const { nextChangeAt, ...outcome } = evaluateVerdict(all, NOW);
          const end = nextChangeAt
            ? Date.parse(nextChangeAt) - 1
            : NOW.getTime() + 1e9;
          const later = new Date(
            NOW.getTime() + Math.floor((end - NOW.getTime()) * part),
          );
          const { nextChangeAt: _, ...then } = evaluateVerdict(all, later);
          expect(then).toEqual(outcome);
        },
      ),
    );
  });
});
