import fc from 'fast-check';
import {
  approvalCase,
  DIGEST,
  NOW,
  word,
  type CaseChanges,
} from '../__testUtils__/approvalCase';
import { evaluateApprovals, mayReview } from './evaluateApprovals';

const guarded = [
  {
    address: 'sandbox_database.main',
    type: 'sandbox_database',
    action: 'delete' as const,
  },
];
const away = { people: new Map(), unanswered: true };
const unlisted = { people: new Map(), unanswered: false };
const author = { authorMayApprove: false };

describe('evaluateApprovals', () => {
  it.each<[string, CaseChanges, number]>([
    ['one by default', {}, 1],
    ['as many as configured', { approvals: { required: 3 } }, 3],
    ['one more for guarded changes', { guarded }, 2],
    ['a person in any case, with manual', { approvals: { required: 0 } }, 1],
    ['nobody with auto', { protection: { apply: 'auto' } }, 0],
    [
      'nobody with auto, whatever else is configured',
      { protection: { apply: 'auto' }, approvals: { required: 2 } },
      0,
    ],
    [
      'one with auto and guarded changes',
      { protection: { apply: 'auto' }, guarded },
      1,
    ],
  ])('requires %s', (_, changes, required) => {
    expect(evaluateApprovals(approvalCase(changes)).required).toBe(required);
  });

  it.each<[string, CaseChanges, string[], number]>([
    ['no words', {}, [], 0],
    ['a valid one', { reviews: [word('ada')] }, ['valid'], 1],
    [
      'one that was used, whatever the rules and the clock say now',
      {
        reviews: [word('ada', { hoursAgo: 1000 })],
        approvals: { approvers: ['user:default/ben'] },
        ended: 'with-approval',
      },
      ['valid'],
      1,
    ],
    [
      'one of a plan that ended otherwise',
      { reviews: [word('ada')], ended: 'without' },
      ['void'],
      0,
    ],
    [
      'two people',
      { reviews: [word('ada'), word('ben')] },
      ['valid', 'valid'],
      2,
    ],
    [
      'the same person twice, once',
      { reviews: [word('ada', { hoursAgo: 2 }), word('ada')] },
      ['valid'],
      1,
    ],
    [
      'the same person in capitals, once',
      { reviews: [word('ada'), word('ada', { person: 'User:Default/ADA' })] },
      ['ineligible'],
      0,
    ],
    [
      'a change of mind',
      { reviews: [word('ada'), word('ada', { verdict: 'rejected' })] },
      ['valid'],
      0,
    ],
    [
      'one that was withdrawn',
      { reviews: [word('ada', { withdrawnAt: NOW.toISOString() })] },
      ['withdrawn'],
      0,
    ],
    [
      'one of another plan',
      { reviews: [word('ada', { digest: 'e'.repeat(64) })] },
      ['void'],
      0,
    ],
    [
      'one without a plan',
      { digest: undefined, reviews: [word('ada')] },
      ['void'],
      0,
    ],
    [
      'the last second',
      { reviews: [word('ada', { hoursAgo: 23.999 })] },
      ['valid'],
      1,
    ],
    [
      'the second after',
      { reviews: [word('ada', { hoursAgo: 24 })] },
      ['expired'],
      0,
    ],
    [
      'an expiry that was shortened since',
      {
        approvals: { expiresAfterSeconds: 1800 },
        reviews: [word('ada', { expiresAt: '2026-11-25T00:00:00.000Z' })],
      },
      ['expired'],
      0,
    ],
    [
      'an expiry that was lengthened since, as it was given',
      {
        approvals: { expiresAfterSeconds: 999_999 },
        reviews: [word('ada', { expiresAt: '2026-11-24T11:59:59.000Z' })],
      },
      ['expired'],
      0,
    ],
    [
      'somebody outside the group',
      { reviews: [word('dan')] },
      ['ineligible'],
      0,
    ],
    [
      'somebody outside the group, when everybody may',
      { approvals: { approvers: [] }, reviews: [word('dan')] },
      ['valid'],
      1,
    ],
    [
      'a person who is named',
      {
        approvals: { approvers: ['user:default/dan'] },
        reviews: [word('dan')],
      },
      ['valid'],
      1,
    ],
    [
      'a service that is named',
      {
        approvals: { approvers: ['external:ci'] },
        reviews: [word('x', { person: 'external:ci' })],
      },
      ['valid'],
      1,
    ],
    [
      'the requester, when they may',
      { requester: 'user:default/ada', reviews: [word('ada')] },
      ['valid'],
      1,
    ],
    [
      'the requester, when they may not',
      {
        requester: 'user:default/ada',
        approvals: { requesterMayApprove: false },
        reviews: [word('ada')],
      },
      ['ineligible'],
      0,
    ],
    [
      'somebody the catalog does not know',
      { who: unlisted, reviews: [word('ada')] },
      ['ineligible'],
      0,
    ],
    [
      'a catalog that is away',
      { who: away, reviews: [word('ada')] },
      ['ineligible'],
      0,
    ],
  ])('counts %s', (_, changes, standings, given) => {
    const approvals = evaluateApprovals(approvalCase(changes));
    expect(approvals.reviews.map(({ standing }) => standing)).toEqual(
      standings,
    );
    expect(approvals.given).toBe(given);
    expect(approvals.uncertain).toBe(changes.who === away);
  });

  it.each<[string, string, CaseChanges, string | undefined]>([
    ['another person', 'ada', { approvals: author }, undefined],
    ['the author by e-mail', 'ben', { approvals: author }, 'is-author'],
    [
      'the author by name',
      'ada',
      {
        approvals: author,
        commit: {
          commit: 'c',
          dirty: false,
          author: 'ADA',
          authorEmail: 'a@home.test',
        },
      },
      'is-author',
    ],
    ['the author, when they may', 'ben', {}, undefined],
    [
      'somebody without an address',
      'eve',
      { approvals: author },
      'author-unproven',
    ],
    [
      'a commit without an address',
      'ada',
      {
        approvals: author,
        commit: { commit: 'c', dirty: false, author: 'Zoe' },
      },
      'author-unproven',
    ],
    [
      'files that are not committed',
      'ada',
      {
        approvals: author,
        commit: { commit: 'c', dirty: true, authorEmail: 'ben@acme.test' },
      },
      'author-unproven',
    ],
    [
      'no commit',
      'ada',
      { approvals: author, commit: undefined },
      'author-unproven',
    ],
    ['an unknown person', 'zoe', { approvals: author }, 'not-an-approver'],
    [
      'an unknown person, when everybody may but the author',
      'zoe',
      { approvals: { ...author, approvers: [] } },
      'author-unproven',
    ],
  ])('judges %s', (_, name, changes, obstacle) => {
    expect(
      mayReview(`user:default/${name}`, approvalCase(changes)).obstacle,
    ).toBe(obstacle);
  });

  it('never counts more people than there are eligible ones with a valid word', () => {
    const names = fc.constantFrom('ada', 'ben', 'dan', 'eve', 'zoe');
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            name: names,
            verdict: fc.constantFrom('approved' as const, 'rejected' as const),
            digest: fc.constantFrom(DIGEST, 'e'.repeat(64)),
            hoursAgo: fc.integer({ min: 0, max: 48 }),
            withdrawnAt: fc.option(fc.constant(NOW.toISOString()), {
              nil: undefined,
            }),
          }),
        ),
        fc.record({
          requesterMayApprove: fc.boolean(),
          authorMayApprove: fc.boolean(),
        }),
        names,
        (words, approvals, requester) => {
          const asked = approvalCase({
            approvals,
            requester: `user:default/${requester}`,
            reviews: words.map(({ name, ...said }) => word(name, said)),
          });
          const allowed = ['ada', 'ben', 'eve'].filter(
            name =>
              (approvals.requesterMayApprove || name !== requester) &&
              (approvals.authorMayApprove || name === 'ada'),
          );
          const expected = allowed.filter(name => {
            const last = words.filter(said => said.name === name).at(-1);
            return (
              last?.verdict === 'approved' &&
              last.digest === DIGEST &&
              last.hoursAgo < 24 &&
              !last.withdrawnAt
            );
          });
          expect(evaluateApprovals(asked).given).toBe(expected.length);
        },
      ),
    );
  });
});
