import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  ApprovalObstacle,
  ApprovalStatus,
  GuardedChange,
  Protection,
  Review,
  ReviewVerdict,
  Run,
} from '@backstage-iac/plugin-iac-common';

export interface MemoryApprovalsOptions {
  /** By run id. */
  reviews?: Record<string, Review[]>;
  /** By run id. */
  guardedChanges?: Record<string, GuardedChange[]>;
  /** Members of the groups, by entity ref of the group. */
  members?: Record<string, string[]>;
  /** Laid over the answer of a run, by its id: what only a real portal knows. */
  statuses?: Record<string, Partial<ApprovalStatus>>;
}

/** The words of people on plans, counted as the portal counts them. */
export class MemoryApprovals {
  readonly #options: MemoryApprovalsOptions;
  readonly #reviews: Map<string, Review[]>;

  constructor(options: MemoryApprovalsOptions) {
    this.#options = options;
    this.#reviews = new Map(Object.entries(options.reviews ?? {}));
  }

  status(run: Run, protection: Protection, person: string): ApprovalStatus {
    const { approvals, freeze } = protection;
    const guardedChanges = this.#options.guardedChanges?.[run.id] ?? [];
    const reviews = this.#reviews.get(run.id) ?? [];
    return {
      runId: run.id,
      digest: run.digests?.approval,
      required: approvals.required + (guardedChanges.length > 0 ? 1 : 0),
      given: reviews.filter(counts).length,
      reviews,
      approvers: approvals.approvers,
      requesterMayApprove: approvals.requesterMayApprove,
      authorMayApprove: approvals.authorMayApprove,
      expiresAfterSeconds: approvals.expiresAfterSeconds,
      guardedChanges,
      typeName: guardedChanges.length > 0,
      ...(freeze ? { freeze } : {}),
      ...(run.breakGlass ? { breakGlass: run.breakGlass } : {}),
      you: this.#obstacles(run, protection, person),
      ...this.#options.statuses?.[run.id],
    };
  }

  /** @throws ConflictError when the plan has another digest, NotAllowedError when something is in the way */
  add(
    run: Run,
    word: { verdict: ReviewVerdict; digest: string; comment?: string },
    protection: Protection,
    person: string,
  ): void {
    const obstacle = this.status(run, protection, person).you[
      word.verdict === 'approved' ? 'approve' : 'reject'
    ];
    if (obstacle) throw new NotAllowedError(`Refused: ${obstacle}`);
    if (run.digests?.approval !== word.digest) {
      throw new ConflictError(
        `The plan of run '${run.id}' is not the one with digest '${word.digest}'`,
      );
    }
    const now = Date.now();
    const reviews = this.#reviews.get(run.id) ?? [];
    this.#reviews.set(run.id, [
      {
        id: `${run.id}.${reviews.length}`,
        person,
        ...word,
        at: new Date(now).toISOString(),
        expiresAt: new Date(
          now + protection.approvals.expiresAfterSeconds * 1000,
        ).toISOString(),
        standing: 'valid',
      },
      ...reviews.filter(review => review.person !== person),
    ]);
  }

  withdraw(run: Run, person: string): void {
    const reviews = this.#reviews.get(run.id) ?? [];
    this.#reviews.set(
      run.id,
      reviews.map(review =>
        review.person === person && counts(review)
          ? {
              ...review,
              standing: 'withdrawn',
              withdrawnAt: new Date().toISOString(),
            }
          : review,
      ),
    );
  }

  #obstacles(
    run: Run,
    protection: Protection,
    person: string,
  ): ApprovalStatus['you'] {
    const decide = this.#decideObstacle(run, protection, person);
    const hasApproved = (this.#reviews.get(run.id) ?? []).some(
      review => review.person === person && counts(review),
    );
    const isUnderWay = ['awaiting_approval', 'approved'].includes(run.state);
    const glass = run.breakGlass;
    const isOpen = glass !== undefined && glass.confirmedAt === undefined;
    const you: ApprovalStatus['you'] = {
      approve: decide ?? (hasApproved ? 'has-approved' : undefined),
      reject: decide,
      withdraw: hasApproved && isUnderWay ? undefined : 'not-waiting',
      requestBreakGlass: requestObstacle(),
      confirmBreakGlass: confirmObstacle(),
      reviewBreakGlass: reviewObstacle(),
    };
    return Object.fromEntries(
      Object.entries(you).filter(([, obstacle]) => obstacle),
    );

    function requestObstacle(): ApprovalObstacle | undefined {
      if (!protection.breakGlass) return 'break-glass-disabled';
      if (glass) return 'break-glass-open';
      return isUnderWay ? undefined : 'not-waiting';
    }
    function confirmObstacle(): ApprovalObstacle | undefined {
      if (!isOpen) return 'no-break-glass';
      return glass.requestedBy === person
        ? 'is-break-glass-requester'
        : undefined;
    }
    function reviewObstacle(): ApprovalObstacle | undefined {
      if (!glass?.confirmedAt || glass.reviewedAt) return 'no-break-glass';
      return glass.requestedBy === person
        ? 'is-break-glass-requester'
        : undefined;
    }
  }

  #decideObstacle(
    run: Run,
    { approvals }: Protection,
    person: string,
  ): ApprovalObstacle | undefined {
    if (!run.digests) return 'no-plan';
    if (run.state !== 'awaiting_approval') return 'not-waiting';
    const { approvers } = approvals;
    const isApprover =
      approvers.length === 0 ||
      approvers.some(
        ref => ref === person || this.#options.members?.[ref]?.includes(person),
      );
    if (!isApprover) return 'not-an-approver';
    if (!approvals.requesterMayApprove && run.createdBy === person) {
      return 'is-requester';
    }
    return undefined;
  }
}

function counts(review: Review): boolean {
  return review.verdict === 'approved' && review.standing === 'valid';
}
