import {
  safeText,
  type RedactedRunError,
} from '@backstage-iac/plugin-iac-common';
import type { RunChanges } from '../database/RunTransitions';
import type { RunStore } from '../database/RunStore';
import { toRun, type StoredRun } from '../database/runRow';
import { RUNS, type DbRunRow } from '../database/tables';
import { withApproval } from './approvalStage';

/** A plan that dies as often in a row is not made again: something keeps moving. */
const MAX_REPLANS = 5;

/** What becomes of plans that wait when another one takes their place, or the ground moves under them. */
export class PlanSuccession {
  readonly #runs: RunStore;

  constructor(options: { runs: RunStore }) {
    this.#runs = options.runs;
  }

  /** The other plans of the environment that wait give way to the newer one. */
  async supersedeOthers(changes: RunChanges, by: StoredRun): Promise<void> {
    for (const run of await this.#waiting(changes, by)) {
      await this.supersede(changes, run, by);
    }
  }

  async supersede(
    changes: RunChanges,
    run: StoredRun,
    by: StoredRun,
  ): Promise<StoredRun> {
    return changes.transition({
      runId: run.id,
      from: run.state,
      to: 'discarded',
      patch: {
        successor: { runId: by.id, number: by.number, why: 'superseded' },
        stages: withApproval(run.stages, {
          status: 'skipped',
          message: safeText`Superseded by the plan of run #${by.number}`,
        }),
      },
    });
  }

  /** Plans that wait were made for a state that is no longer there: they are made again. */
  async replanOthers(changes: RunChanges, after: StoredRun): Promise<void> {
    for (const run of await this.#waiting(changes, after)) {
      await this.replan(
        changes,
        { run },
        {
          message: safeText`Run #${after.number} was applied since this plan was made`,
        },
      );
    }
  }

  /**
   * Ends a run whose plan can no longer be applied, and queues the run that
   * plans again, in one transaction.
   *
   * @param dead - `ticket`: of the worker that owns the run
   * @param error - what moved
   */
  async replan(
    changes: RunChanges,
    dead: { run: StoredRun; ticket?: string },
    error: RedactedRunError,
  ): Promise<void> {
    const { run, ticket } = dead;
    const next = (await mayReplan(changes, run))
      ? await this.#runs.createWithin(changes.tx, {
          environment: run.environment,
          operation: run.operation,
          ref: run.ref,
          reason: run.reason,
          ticket: run.ticket,
          trigger: 'replan',
          createdBy: run.createdBy,
          idempotencyKey: `replan:${run.id}`,
          predecessor: { runId: run.id, number: run.number },
        })
      : undefined;
    if (next) changes.announce(next);
    await changes.transition({
      runId: run.id,
      ticket,
      from: run.state,
      to: 'discarded',
      patch: {
        error: {
          message: error.message,
          nextStep: next
            ? safeText`Review the new plan, run #${next.number}.`
            : safeText`It was planned again ${MAX_REPLANS} times in a row. Find out what keeps moving, then plan.`,
        },
        ...(next
          ? {
              successor: {
                runId: next.id,
                number: next.number,
                why: 'replanned' as const,
              },
            }
          : {}),
        stages: run.stages.map(stage =>
          stage.status === 'running'
            ? { ...stage, status: 'skipped', message: error.message }
            : stage,
        ),
      },
    });
  }

  async #waiting(changes: RunChanges, but: StoredRun): Promise<StoredRun[]> {
    const rows = await changes
      .tx<DbRunRow>(RUNS)
      .where({ environment: but.environment, state: 'awaiting_approval' })
      .whereNot('id', but.id)
      .orderBy('seq');
    return rows.map(toRun);
  }
}

/** Whether a run is not yet the last of too long a chain. */
async function mayReplan({ tx }: RunChanges, run: StoredRun): Promise<boolean> {
  let last: StoredRun | undefined = run;
  for (let count = 0; count < MAX_REPLANS; count += 1) {
    if (last?.trigger !== 'replan' || !last.predecessor) return true;
    const row: DbRunRow | undefined = await tx<DbRunRow>(RUNS)
      .where('id', last.predecessor.runId)
      .first();
    last = row && toRun(row);
  }
  return false;
}
