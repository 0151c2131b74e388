import type { ChangeAction } from './plans';

/** What a person said about one plan. @public */
export type ReviewVerdict = 'approved' | 'rejected';

/**
 * Whether a word still counts. `void`: the plan that it was given for is not the
 * plan that waits. `ineligible`: by today's configuration this person's word
 * does not count.
 *
 * @public
 */
export type ReviewStanding =
  | 'valid'
  | 'expired'
  | 'withdrawn'
  | 'void'
  | 'ineligible';

/** A person's word on one plan digest. Times are ISO 8601, UTC. @public */
export interface Review {
  id: string;
  /** Entity ref, or subject of a service. */
  person: string;
  verdict: ReviewVerdict;
  /** Digest of the plan that the word is about. */
  digest: string;
  comment?: string;
  at: string;
  /** An approval counts until then. */
  expiresAt?: string;
  withdrawnAt?: string;
  standing: ReviewStanding;
}

/** A destroy or replace that needs one approval more. @public */
export interface GuardedChange {
  address: string;
  type: string;
  action: ChangeAction;
}

/** When only break-glass applies. @public */
export interface Freeze {
  /** Title of the window, `Weekend`. */
  title: string;
  /** ISO 8601, UTC. */
  until: string;
}

/**
 * Applying against the rules in an emergency: asked for with a reason, confirmed
 * by a second person in time, and reviewed afterwards. @public
 */
export interface BreakGlass {
  requestedBy: string;
  reason: string;
  requestedAt: string;
  /** Without a second person until then, the request lapses. */
  expiresAt: string;
  confirmedBy?: string;
  confirmedAt?: string;
  /** Must be reviewed by then. */
  reviewDueAt?: string;
  reviewedBy?: string;
  reviewedAt?: string;
  reviewComment?: string;
}

/** Why a person cannot do something; the page has the words. @public */
export type ApprovalObstacle =
  | 'no-permission'
  | 'not-an-approver'
  | 'is-requester'
  | 'is-author'
  | 'author-unproven'
  | 'has-approved'
  | 'not-waiting'
  | 'no-plan'
  | 'is-break-glass-requester'
  | 'break-glass-disabled'
  | 'break-glass-open'
  | 'no-break-glass';

/** What the plan of a run needs before it is applied. @public */
export interface ApprovalStatus {
  runId: string;
  /** What is approved; absent while there is no plan. */
  digest?: string;
  /** Approvals needed in all, with the one more for guarded changes. */
  required: number;
  /** Valid approvals of eligible people. */
  given: number;
  /** Newest word of each person, the newest first. */
  reviews: Review[];
  /** Entity refs whose members may approve; empty: everyone with the permission. */
  approvers: string[];
  requesterMayApprove: boolean;
  authorMayApprove: boolean;
  /** Seconds that an approval counts. */
  expiresAfterSeconds: number;
  guardedChanges: GuardedChange[];
  /** Approving asks for the environment's name to be typed. */
  typeName: boolean;
  /** Nothing is applied now, except by break-glass. */
  freeze?: Freeze;
  breakGlass?: BreakGlass;
  /** About the person who asks. */
  you: {
    approve?: ApprovalObstacle;
    reject?: ApprovalObstacle;
    withdraw?: ApprovalObstacle;
    requestBreakGlass?: ApprovalObstacle;
    confirmBreakGlass?: ApprovalObstacle;
    reviewBreakGlass?: ApprovalObstacle;
  };
}

/** One entry of the discussion on a run, the oldest first. @public */
export interface DiscussionEntry {
  id: string;
  kind:
    | 'comment'
    | 'approved'
    | 'rejected'
    | 'withdrawn'
    | 'break-glass-requested'
    | 'break-glass-confirmed'
    | 'break-glass-reviewed'
    | 'closed'
    | 'force-canceled'
    | 'state-unlocked'
    | 'state-pushed';
  /** Entity ref, or subject of a service. */
  person: string;
  text?: string;
  at: string;
}

/** What protects an environment, as its page says it. From the portal's configuration only. @public */
export interface Protection {
  approvals: {
    required: number;
    /** Entity refs; empty: everyone with the permission. */
    approvers: string[];
    requesterMayApprove: boolean;
    authorMayApprove: boolean;
    /** Seconds that an approval counts. */
    expiresAfterSeconds: number;
  };
  /** `manual`: after approval. `auto`: without a person, unless a guard asks for one. `never`: plans only. */
  apply: 'manual' | 'auto' | 'never';
  reasonRequired: boolean;
  ticketRequired: boolean;
  /** Regular expression that a ticket must match. */
  ticketPattern?: string;
  /** Globs of resource types whose destroy or replace needs one approval more. */
  guardedResources: string[];
  freezeWindows: { title: string; when: string }[];
  /** In force now. */
  freeze?: Freeze;
  breakGlass: boolean;
}
