import { ConflictError } from '@backstage/errors';
import type { RunStore } from '../database/RunStore';
import { safeText } from '@backstage-iac/plugin-iac-common';
import type { ScopedIacService } from '../service/ScopedIacService';
import { subjectOf } from '../service/subjects';
import type { ApprovalLedger } from './ApprovalLedger';
import { withApproval } from './approvalStage';
import type { CaseReader } from './CaseReader';
import {
  CHECKED_AT_THE_DOOR,
  expectConfirmed,
  expectDigest,
  obstaclesOf,
  refuse,
  withdrawable,
} from './obstacles';
import type { RunSpokenText } from './RunSpokenText';
import type { ReviewStore } from './ReviewStore';

type Desk = Pick<
  ScopedIacService,
  | 'getApproval'
  | 'approveRun'
  | 'rejectRun'
  | 'withdrawApproval'
  | 'listDiscussion'
  | 'addComment'
>;

/** Where people's words on plans are taken. */
export class ApprovalDesk implements Desk {
  readonly #ledger: ApprovalLedger;
  readonly #cases: CaseReader;
  readonly #reviews: ReviewStore;
  readonly #runs: RunStore;
  readonly #spoken: RunSpokenText;

  constructor(options: {
    ledger: ApprovalLedger;
    cases: CaseReader;
    reviews: ReviewStore;
    runs: RunStore;
    spoken: RunSpokenText;
  }) {
    this.#ledger = options.ledger;
    this.#cases = options.cases;
    this.#reviews = options.reviews;
    this.#runs = options.runs;
    this.#spoken = options.spoken;
  }

  getApproval: Desk['getApproval'] = async (
    runId,
    { credentials, may = CHECKED_AT_THE_DOOR },
  ) => {
    const person = subjectOf(credentials);
    const given = await this.#cases.read(runId, [person]);
    const { asked, approvals, run } = given;
    const rules = asked.protection.approvals;
    return {
      runId,
      digest: asked.digest,
      required: approvals.required,
      given: approvals.given,
      reviews: approvals.reviews,
      approvers: rules.approvers,
      requesterMayApprove: rules.requesterMayApprove,
      authorMayApprove: rules.authorMayApprove,
      expiresAfterSeconds: rules.expiresAfterSeconds,
      guardedChanges: [...asked.guarded],
      typeName: asked.guarded.length > 0,
      freeze: given.freeze,
      breakGlass: run.breakGlass,
      you: obstaclesOf(person, given, may),
    };
  };

  approveRun: Desk['approveRun'] = async (
    runId,
    { approvalDigest, comment: said, confirm },
    { credentials },
  ) => {
    const person = subjectOf(credentials);
    const comment = await this.#spoken.redactIfGiven(runId, said);
    return this.#ledger.enter({
      runId,
      asking: [person],
      check: given => {
        const { approve } = obstaclesOf(person, given, CHECKED_AT_THE_DOOR);
        refuse(approve, 'approve the plan', given);
        expectDigest(given.run, approvalDigest);
        expectConfirmed(given, confirm);
      },
      write: async ({ tx }, { asked }) =>
        this.#reviews.add(tx, runId, {
          person,
          verdict: 'approved',
          digest: approvalDigest,
          comment,
          expiresAfterSeconds: asked.protection.approvals.expiresAfterSeconds,
        }),
    });
  };

  rejectRun: Desk['rejectRun'] = async (
    runId,
    { approvalDigest, comment: said },
    { credentials },
  ) => {
    const person = subjectOf(credentials);
    const comment = await this.#spoken.redact(runId, said);
    return this.#ledger.enter({
      runId,
      asking: [person],
      check: given => {
        const { reject } = obstaclesOf(person, given, CHECKED_AT_THE_DOOR);
        refuse(reject, 'reject the plan', given);
        expectDigest(given.run, approvalDigest);
      },
      write: async (changes, { asked, run }) => {
        await this.#reviews.add(changes.tx, runId, {
          person,
          verdict: 'rejected',
          digest: approvalDigest,
          comment,
        });
        return changes.transition({
          runId,
          from: run.state,
          to: 'discarded',
          patch: {
            stages: withApproval(run.stages, {
              status: 'failed',
              finishedAt: asked.now.toISOString(),
              message: safeText`Rejected by ${person}: ${comment}`,
            }),
          },
        });
      },
    });
  };

  withdrawApproval: Desk['withdrawApproval'] = async (
    runId,
    { comment: said },
    { credentials },
  ) => {
    const person = subjectOf(credentials);
    const comment = await this.#spoken.redactIfGiven(runId, said);
    return this.#ledger.enter({
      runId,
      asking: [person],
      check: given => {
        const { withdraw } = obstaclesOf(person, given, CHECKED_AT_THE_DOOR);
        if (withdraw === 'not-an-approver') {
          throw new ConflictError(
            `You have given no approval that counts for run #${given.run.number}`,
          );
        }
        refuse(withdraw, 'withdraw an approval', given);
      },
      write: async ({ tx }, given) => {
        const review = withdrawable(person, given);
        if (!review) return;
        await this.#reviews.withdraw(tx, runId, {
          reviewId: review.id,
          person,
          comment,
        });
      },
    });
  };

  listDiscussion: Desk['listDiscussion'] = async runId => {
    await this.#runs.get(runId);
    return this.#reviews.listEntries(runId);
  };

  addComment: Desk['addComment'] = async (runId, { text }, { credentials }) => {
    return this.#reviews.addComment(runId, {
      person: subjectOf(credentials),
      text: await this.#spoken.redact(runId, text),
    });
  };
}
