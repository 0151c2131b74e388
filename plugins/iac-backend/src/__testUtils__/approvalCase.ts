import type { ApprovalCase, GivenReview } from '../approvals/evaluateApprovals';
import type { Person } from '../approvals/People';
import { environmentDefinition } from './environments';

export const DIGEST = 'd'.repeat(64);
export const NOW = new Date('2026-11-24T12:00:00.000Z');

const PEOPLE: Person[] = [
  person('ada', ['group:default/leads']),
  person('ben', ['group:default/leads']),
  person('dan', ['group:default/developers']),
  { ref: 'user:default/eve', groups: new Set(['group:default/leads']) },
];

/** What a case says otherwise than usual. */
export interface CaseChanges extends Partial<Omit<ApprovalCase, 'protection'>> {
  approvals?: Partial<ApprovalCase['protection']['approvals']>;
  protection?: Partial<ApprovalCase['protection']>;
}

/** A plan of dan's that one lead must approve. */
export function approvalCase(changes: CaseChanges = {}): ApprovalCase {
  const { approvals, protection, ...others } = changes;
  const usual = environmentDefinition('production').protection;
  return {
    protection: {
      ...usual,
      ...protection,
      approvals: {
        ...usual.approvals,
        approvers: ['group:default/leads'],
        ...approvals,
      },
    },
    requester: 'user:default/dan',
    commit: {
      commit: 'a'.repeat(40),
      dirty: false,
      author: 'Ben',
      authorEmail: 'ben@acme.test',
    },
    digest: DIGEST,
    guarded: [],
    reviews: [],
    who: {
      people: new Map(PEOPLE.map(known => [known.ref, known])),
      unanswered: false,
    },
    now: NOW,
    ...others,
  };
}

/** A word that somebody said some hours ago. */
export function word(
  name: string,
  changes: Partial<GivenReview> & { hoursAgo?: number } = {},
): GivenReview {
  const { hoursAgo = 1, ...others } = changes;
  return {
    id: name,
    person: `user:default/${name}`,
    verdict: 'approved',
    digest: DIGEST,
    at: new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString(),
    ...others,
  };
}

function person(name: string, groups: string[]): Person {
  return {
    ref: `user:default/${name}`,
    groups: new Set(groups),
    email: `${name}@acme.test`,
    displayName: name,
  };
}
