import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { unlessConflict } from '../database/conflicts';
import { toColumns, toRun, type StoredRun } from '../database/runRow';
import type { RunChanges, RunTransitions } from '../database/RunTransitions';
import { RUNS, type DbRunRow } from '../database/tables';
import { approvalStage, withApproval } from './approvalStage';
import type { CaseReader, RunCase } from './CaseReader';
import type { PlanSuccession } from './PlanSuccession';
import type { ReviewStore } from './ReviewStore';

/** Two people who speak at once: one of them reads again. */
const ATTEMPTS = 10;

/** One change of what is known about the approval of a run. */
export interface LedgerEntry {
  runId: string;
  /** People whose eligibility the check needs. */
  asking: string[];
  /** Refuses by throwing. Asked again when somebody else was faster. */
  check(given: RunCase): void;
  /** Writes what was said. Ends the run by itself, or has the ledger draw the conclusions. */
  write(changes: RunChanges, given: RunCase): Promise<StoredRun | void>;
}

export interface ApprovalLedgerOptions {
  transitions: RunTransitions;
  reviews: ReviewStore;
  cases: CaseReader;
  succession: PlanSuccession;
}

/**
 * Writes words about a plan and what follows from them in one transaction that
 * holds the run: what was decided from is what is there when it is written.
 */
export class ApprovalLedger {
  readonly #options: ApprovalLedgerOptions;

  constructor(options: ApprovalLedgerOptions) {
    this.#options = options;
  }

  /** @throws ConflictError when another run of the environment is approved already */
  async enter(entry: LedgerEntry): Promise<StoredRun> {
    return this.#attempt(entry, 'refuse');
  }

  /** Draws the conclusions from what time has changed: an expiry, a group that somebody left. */
  async review(runId: string): Promise<StoredRun> {
    return this.#attempt(
      { runId, asking: [], check: () => {}, write: async () => {} },
      'wait',
    );
  }

  async #attempt(
    entry: LedgerEntry,
    whenTaken: 'refuse' | 'wait',
  ): Promise<StoredRun> {
    const { cases, transitions } = this.#options;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await cases.read(entry.runId, entry.asking);
      entry.check(before);
      const changed = await unlessConflict(() =>
        transitions.together(async changes => {
          if (!(await this.#isStill(changes.tx, before))) return undefined;
          const ended = await entry.write(changes, before);
          return ended ?? this.#conclude(changes, before, whenTaken);
        }),
      );
      if (changed) return changed;
    }
    throw new ConflictError(
      `Run '${entry.runId}' is changing its state right now, try again`,
    );
  }

  /** Holds the row, so that others wait, and tells whether the case is as it was read. */
  async #isStill(tx: Knex, before: RunCase): Promise<boolean> {
    const { run } = before;
    const [row] = await tx<DbRunRow>(RUNS)
      .where({ id: run.id, state: run.state, lease_ticket: null })
      .update({ state: run.state })
      .returning('*');
    return (
      row !== undefined &&
      isEqual(toRun(row), run) &&
      isEqual(
        await this.#options.reviews.list(run.id, tx),
        before.asked.reviews,
      )
    );
  }

  async #conclude(
    changes: RunChanges,
    before: RunCase,
    whenTaken: 'refuse' | 'wait',
  ): Promise<StoredRun> {
    const { tx } = changes;
    const { cases, reviews, succession } = this.#options;
    const run = await readRun(tx, before.run.id);
    const given = cases.decide(run, {
      ...before.asked,
      reviews: await reviews.list(run.id, tx),
    });
    const stages = withApproval(run.stages, approvalStage(given));
    if (run.state === 'awaiting_approval' && given.satisfied) {
      const holder = await holderOf(tx, run);
      if (!holder) {
        const approvedBy = approverOf(given);
        return changes.transition({
          runId: run.id,
          from: run.state,
          to: 'approved',
          patch: { stages, approvedBy },
        });
      }
      if (whenTaken === 'refuse') {
        throw new ConflictError(
          `Run #${holder.number} of environment '${run.environment}' is '${holder.state}' already. Wait for it to end, or discard it first`,
        );
      }
      return run;
    }
    if (run.state === 'approved' && !given.satisfied) {
      // Nothing is taken back because the catalog is away for a moment; the
      // apply is refused all the same.
      if (given.approvals.uncertain) return run;
      const newer = await newerWaiting(tx, run);
      if (newer) return succession.supersede(changes, run, newer);
      return changes.transition({
        runId: run.id,
        from: run.state,
        to: 'awaiting_approval',
        patch: { stages },
      });
    }
    return this.#note(changes, before.run, run, stages);
  }

  /** Shows what is known, when it is something new. */
  async #note(
    changes: RunChanges,
    before: StoredRun,
    run: StoredRun,
    stages: StoredRun['stages'],
  ): Promise<StoredRun> {
    const said = (list: StoredRun['stages']) =>
      list.find(({ name }) => name === 'approval')?.message;
    if (said(stages) === said(run.stages) && isEqual(before, run)) return run;
    const [row] = await changes
      .tx<DbRunRow>(RUNS)
      .where('id', run.id)
      .update(toColumns({ stages }))
      .returning('*');
    const noted = toRun(row);
    changes.announce(noted);
    return noted;
  }
}

async function readRun(tx: Knex, runId: string): Promise<StoredRun> {
  const row = await tx<DbRunRow>(RUNS).where('id', runId).first();
  if (!row) throw new ConflictError(`Run '${runId}' is gone`);
  return toRun(row);
}

/** The run whose plan is approved or being applied: there is one at a time. */
export async function holderOf(
  tx: Knex,
  run: StoredRun,
): Promise<StoredRun | undefined> {
  const row = await tx<DbRunRow>(RUNS)
    .where({ environment: run.environment, changing: true })
    .whereIn('state', ['approved', 'applying', 'verifying'])
    .whereNot('id', run.id)
    .first();
  return row && toRun(row);
}

async function newerWaiting(
  tx: Knex,
  run: StoredRun,
): Promise<StoredRun | undefined> {
  const row = await tx<DbRunRow>(RUNS)
    .where({ environment: run.environment, state: 'awaiting_approval' })
    .where('number', '>', run.number)
    .orderBy('seq', 'desc')
    .first();
  return row && toRun(row);
}

/** Who gave the last approval that was needed. */
function approverOf({ approvals, breakGlass, run }: RunCase) {
  if (breakGlass === 'in-force') return run.breakGlass?.confirmedBy;
  return approvals.reviews.find(
    ({ verdict, standing }) => verdict === 'approved' && standing === 'valid',
  )?.person;
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
