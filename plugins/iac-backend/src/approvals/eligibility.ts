import type {
  ApprovalObstacle,
  ResolvedCommit,
} from '@backstage-iac/plugin-iac-common';
import type { EnvironmentProtection } from '@backstage-iac/plugin-iac-node';
import type { PeopleAnswer, Person } from './People';

/** What the rules about people need to know of a run. */
export interface EligibilityContext {
  approvals: EnvironmentProtection['approvals'];
  /** Who asked for the run. */
  requester: string;
  commit?: ResolvedCommit;
  who: PeopleAnswer;
}

export interface Eligibility {
  obstacle?: ApprovalObstacle;
  /** The catalog did not answer: the obstacle is one for now only. */
  uncertain?: boolean;
}

/**
 * Whether somebody's word counts, by today's configuration and catalog. What
 * cannot be told is a no.
 */
export function eligibilityOf(
  person: string,
  context: EligibilityContext,
): Eligibility {
  const { approvals, requester, who } = context;
  const known = who.people.get(person);
  const uncertain = !known && who.unanswered && person.startsWith('user:');
  if (!isApprover(person, known, approvals.approvers)) {
    return { obstacle: 'not-an-approver', uncertain };
  }
  if (!approvals.requesterMayApprove && isSame(person, requester)) {
    return { obstacle: 'is-requester' };
  }
  if (approvals.authorMayApprove) return {};
  return { obstacle: authorship(known, context.commit), uncertain };
}

function isApprover(
  person: string,
  known: Person | undefined,
  approvers: readonly string[],
): boolean {
  if (approvers.length === 0) return true;
  return approvers.some(
    approver => isSame(approver, person) || known?.groups.has(approver),
  );
}

/** Only two e-mail addresses that differ prove that two people do. */
function authorship(
  person: Person | undefined,
  commit: ResolvedCommit | undefined,
): ApprovalObstacle | undefined {
  const { author, authorEmail } = commit ?? {};
  if (isEqual(person?.email, authorEmail)) return 'is-author';
  if (isEqual(person?.displayName, author)) return 'is-author';
  // What is not committed has no author.
  if (!person?.email || !authorEmail || commit?.dirty) return 'author-unproven';
  return undefined;
}

function isEqual(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return false;
  return a.trim().toLocaleLowerCase('en') === b.trim().toLocaleLowerCase('en');
}

/** The catalog does not tell upper from lower case in entity refs. */
export function isSame(a: string, b: string): boolean {
  return a === b || (/^(user|group):/i.test(a) && isEqual(a, b));
}
