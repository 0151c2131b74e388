import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import {
  toColumns,
  toRun,
  type StoredBreakGlass,
  type StoredRun,
} from '../database/runRow';
import { addToDiscussion } from '../database/discussion';
import type { RunTransitions } from '../database/RunTransitions';
import { RUNS, type DbRunRow } from '../database/tables';
import type { ScopedIacService } from '../service/ScopedIacService';
import { subjectOf } from '../service/subjects';
import type { ApprovalLedger } from './ApprovalLedger';
import type { CaseReader } from './CaseReader';
import {
  CHECKED_AT_THE_DOOR,
  expectConfirmed,
  expectDigest,
  obstaclesOf,
  refuse,
} from './obstacles';
import type { RunSpokenText } from './RunSpokenText';

type Desk = Pick<
  ScopedIacService,
  'requestBreakGlass' | 'confirmBreakGlass' | 'reviewBreakGlass'
>;

/** Applying against the rules: a reason, a second person, and a review afterwards. */
export class BreakGlassDesk implements Desk {
  readonly #ledger: ApprovalLedger;
  readonly #cases: CaseReader;
  readonly #transitions: RunTransitions;
  readonly #spoken: RunSpokenText;

  constructor(options: {
    ledger: ApprovalLedger;
    cases: CaseReader;
    transitions: RunTransitions;
    spoken: RunSpokenText;
  }) {
    this.#ledger = options.ledger;
    this.#cases = options.cases;
    this.#transitions = options.transitions;
    this.#spoken = options.spoken;
  }

  requestBreakGlass: Desk['requestBreakGlass'] = async (
    runId,
    { approvalDigest, reason: said },
    { credentials },
  ) => {
    const person = subjectOf(credentials);
    const reason = await this.#spoken.redact(runId, said);
    return this.#ledger.enter({
      runId,
      asking: [person],
      check: given => {
        const { requestBreakGlass } = obstaclesOf(
          person,
          given,
          CHECKED_AT_THE_DOOR,
        );
        refuse(requestBreakGlass, 'ask for break-glass', given);
        expectDigest(given.run, approvalDigest);
      },
      write: async ({ tx }, { asked }) => {
        const { now, protection } = asked;
        const seconds = protection.breakGlass?.confirmWithinSeconds ?? 0;
        await this.#store(tx, runId, {
          requestedBy: person,
          reason,
          requestedAt: now.toISOString(),
          expiresAt: later(now, seconds),
        });
        await addToDiscussion(tx, runId, {
          kind: 'break-glass-requested',
          person,
          text: reason,
        });
      },
    });
  };

  confirmBreakGlass: Desk['confirmBreakGlass'] = async (
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
        const { confirmBreakGlass } = obstaclesOf(
          person,
          given,
          CHECKED_AT_THE_DOOR,
        );
        refuse(confirmBreakGlass, 'confirm break-glass', given);
        expectDigest(given.run, approvalDigest);
        expectConfirmed(given, confirm);
      },
      write: async ({ tx }, { asked, run }) => {
        const { now, protection } = asked;
        if (!run.breakGlass) return;
        const seconds = protection.breakGlass?.reviewWithinSeconds ?? 0;
        await this.#store(
          tx,
          runId,
          {
            ...run.breakGlass,
            confirmedBy: person,
            confirmedAt: now.toISOString(),
            reviewDueAt: later(now, seconds),
          },
          { needs_review: true },
        );
        await addToDiscussion(tx, runId, {
          kind: 'break-glass-confirmed',
          person,
          text: comment,
        });
      },
    });
  };

  reviewBreakGlass: Desk['reviewBreakGlass'] = async (
    runId,
    { comment: said },
    { credentials },
  ) => {
    const person = subjectOf(credentials);
    const comment = await this.#spoken.redact(runId, said);
    const given = await this.#cases.read(runId, [person]);
    const { reviewBreakGlass } = obstaclesOf(
      person,
      given,
      CHECKED_AT_THE_DOOR,
    );
    refuse(reviewBreakGlass, 'review it', given);
    return this.#transitions.together(async changes => {
      const reviewed = await this.#close(changes.tx, given.run, {
        reviewedBy: person,
        reviewedAt: given.asked.now.toISOString(),
        reviewComment: comment,
      });
      await addToDiscussion(changes.tx, runId, {
        kind: 'break-glass-reviewed',
        person,
        text: comment,
      });
      changes.announce(reviewed);
      return reviewed;
    });
  };

  async #close(
    tx: Knex,
    run: StoredRun,
    review: Partial<StoredBreakGlass>,
  ): Promise<StoredRun> {
    const breakGlass = { ...run.breakGlass, ...review } as StoredBreakGlass;
    const [row] = await tx<DbRunRow>(RUNS)
      .where({ id: run.id, needs_review: true })
      .update({ ...toColumns({ breakGlass }), needs_review: false })
      .returning('*');
    if (row) return toRun(row);
    throw new ConflictError(
      `Break-glass of run #${run.number} was reviewed already`,
    );
  }

  async #store(
    tx: Knex,
    runId: string,
    breakGlass: StoredBreakGlass,
    columns: Partial<DbRunRow> = {},
  ): Promise<void> {
    await tx<DbRunRow>(RUNS)
      .where('id', runId)
      .update({ ...toColumns({ breakGlass }), ...columns });
  }
}

function later(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
