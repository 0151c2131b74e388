import type {
  DiscussionEntry,
  RedactedText,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { addToDiscussion, readDiscussion } from '../database/discussion';
import { REVIEWS, type DbReviewRow } from '../database/tables';
import { dbNow, dbNowPlus, fromDbTime } from '../database/time';
import type { GivenReview } from './evaluateApprovals';

/** People's words on plans, and what they said about runs. */
export class ReviewStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The oldest first. */
  async list(runId: string, knex: Knex = this.#knex): Promise<GivenReview[]> {
    const rows = await knex<DbReviewRow>(REVIEWS)
      .where('run_id', runId)
      .orderBy('seq');
    return rows.map(toReview);
  }

  /** @param review - `expiresAfterSeconds`: of an approval */
  async add(
    tx: Knex,
    runId: string,
    review: Pick<GivenReview, 'person' | 'verdict' | 'digest'> & {
      comment?: RedactedText;
      expiresAfterSeconds?: number;
    },
  ): Promise<void> {
    const { expiresAfterSeconds } = review;
    await tx<DbReviewRow>(REVIEWS).insert({
      id: randomUUID(),
      run_id: runId,
      person: review.person,
      verdict: review.verdict,
      digest: review.digest,
      comment: review.comment ?? null,
      created_at: dbNow(tx) as unknown as string,
      expires_at:
        expiresAfterSeconds === undefined
          ? null
          : (dbNowPlus(tx, expiresAfterSeconds) as unknown as string),
    });
    await addToDiscussion(tx, runId, {
      kind: review.verdict,
      person: review.person,
      text: review.comment,
    });
  }

  async withdraw(
    tx: Knex,
    runId: string,
    withdrawn: { reviewId: string; person: string; comment?: RedactedText },
  ): Promise<void> {
    await tx<DbReviewRow>(REVIEWS)
      .where({ id: withdrawn.reviewId, withdrawn_at: null })
      .update({ withdrawn_at: dbNow(tx) as unknown as string });
    await addToDiscussion(tx, runId, {
      kind: 'withdrawn',
      person: withdrawn.person,
      text: withdrawn.comment,
    });
  }

  /** What was said and done about a run, the oldest first. */
  async listEntries(runId: string): Promise<DiscussionEntry[]> {
    return readDiscussion(this.#knex, runId);
  }

  async addComment(
    runId: string,
    comment: { person: string; text: RedactedText },
  ): Promise<DiscussionEntry> {
    return addToDiscussion(this.#knex, runId, { kind: 'comment', ...comment });
  }
}

function toReview(row: DbReviewRow): GivenReview {
  return {
    id: row.id,
    person: row.person,
    verdict: row.verdict,
    digest: row.digest,
    comment: row.comment ?? undefined,
    at: fromDbTime(row.created_at),
    expiresAt: row.expires_at ? fromDbTime(row.expires_at) : undefined,
    withdrawnAt: row.withdrawn_at ? fromDbTime(row.withdrawn_at) : undefined,
  };
}
