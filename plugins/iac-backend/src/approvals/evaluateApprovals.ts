import type {
  GuardedChange,
  Review,
  ReviewStanding,
} from '@backstage-iac/plugin-iac-common';
import type { EnvironmentProtection } from '@backstage-iac/plugin-iac-node';
import {
  eligibilityOf,
  isSame,
  type Eligibility,
  type EligibilityContext,
} from './eligibility';

/** A word as it was given. */
export type GivenReview = Omit<Review, 'standing'>;

export interface ApprovalCase extends Omit<EligibilityContext, 'approvals'> {
  protection: EnvironmentProtection;
  /** Digest of the plan that waits; absent while there is none. */
  digest?: string;
  guarded: readonly GuardedChange[];
  /** The oldest first. */
  reviews: readonly GivenReview[];
  /** The database's time. */
  now: Date;
  /** The run has ended: what counted then is not judged by the rules of today. */
  ended?: 'with-approval' | 'without';
}

export interface Approvals {
  /** Approvals needed in all, with the one more for guarded changes. */
  required: number;
  /** Valid approvals of eligible people. */
  given: number;
  /** Newest word of each person, the newest first. */
  reviews: Review[];
  /** An approval more might count if the catalog answered. */
  uncertain: boolean;
}

/** What a plan needs, and which of the words about it count. Pure. */
export function evaluateApprovals(asked: ApprovalCase): Approvals {
  const newest = new Map<string, GivenReview>();
  for (const review of asked.reviews) {
    const person = review.person.toLowerCase();
    newest.delete(person);
    newest.set(person, review);
  }
  const judged = [...newest.values()]
    .reverse()
    .map(review => ({ review, ...judge(review, asked) }));
  return {
    required: requiredApprovals(asked),
    given: judged.filter(
      ({ review, standing }) =>
        review.verdict === 'approved' && standing === 'valid',
    ).length,
    reviews: judged.map(({ review, standing }) => ({ ...review, standing })),
    uncertain: judged.some(
      ({ review, uncertain }) => review.verdict === 'approved' && uncertain,
    ),
  };
}

/** With `manual`, a person always says yes; with `auto`, only where a guard asks for one. */
function requiredApprovals({
  protection,
  guarded,
}: Pick<ApprovalCase, 'protection' | 'guarded'>): number {
  const more = guarded.length > 0 ? 1 : 0;
  return protection.apply === 'auto'
    ? more
    : Math.max(1, protection.approvals.required) + more;
}

/** Whether somebody may say something about the plan, whatever they said before. */
export function mayReview(person: string, asked: ApprovalCase): Eligibility {
  return eligibilityOf(person, {
    ...asked,
    approvals: asked.protection.approvals,
  });
}

/** The approval that somebody gave for the plan that waits, with one of the standings. */
export function approvalOf(
  person: string,
  approvals: Approvals,
  standings: readonly ReviewStanding[] = ['valid'],
): Review | undefined {
  return approvals.reviews.find(
    review =>
      isSame(review.person, person) &&
      review.verdict === 'approved' &&
      standings.includes(review.standing),
  );
}

function judge(
  review: GivenReview,
  asked: ApprovalCase,
): Pick<Review, 'standing'> & { uncertain?: boolean } {
  if (review.withdrawnAt) return { standing: 'withdrawn' };
  if (review.digest !== asked.digest) return { standing: 'void' };
  if (asked.ended) {
    return { standing: asked.ended === 'with-approval' ? 'valid' : 'void' };
  }
  if (isExpired(review, asked)) return { standing: 'expired' };
  const { obstacle, uncertain } = mayReview(review.person, asked);
  return obstacle
    ? { standing: 'ineligible', uncertain }
    : { standing: 'valid' };
}

/** An expiry that was shortened since counts for earlier approvals too. */
function isExpired(review: GivenReview, asked: ApprovalCase): boolean {
  if (review.verdict !== 'approved') return false;
  const { expiresAfterSeconds } = asked.protection.approvals;
  const latest = Date.parse(review.at) + expiresAfterSeconds * 1000;
  const given = review.expiresAt ? Date.parse(review.expiresAt) : latest;
  return asked.now.getTime() >= Math.min(latest, given);
}
