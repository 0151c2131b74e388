import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Engine, StoredRun } from '@backstage-iac/engine';
import { isTerminal, type RunState } from '@backstage-iac/plugin-iac-common';
import type { RunStore } from '../database/RunStore';

/** The command line's own runs, and those of a portal that lost its database, may still be of use today. */
const UNKNOWN_RUN_MS = 24 * 60 * 60 * 1000;

/**
 * Removes what runs leave on this host's disk once nobody can need it: saved
 * plans are secrets, and code that could be run. The end of a run removes its
 * files as well (`RunAftermath`); this finds what a crash, or another host that
 * saw the run end, has left.
 *
 * Kept are: runs that have not ended; runs whose outcome is unknown, which a
 * person wants to look at; states that an apply could not save, until they were
 * saved or their time is over.
 */
export class PlanRetention {
  readonly #engine: Engine;
  readonly #runs: RunStore;
  readonly #logger: LoggerService;
  readonly #rescuedStatesMs: number;

  /** @param options - `rescuedStatesSeconds`: how long a state is kept that could not be saved */
  constructor(options: {
    engine: Engine;
    runs: RunStore;
    logger: LoggerService;
    rescuedStatesSeconds: number;
  }) {
    this.#engine = options.engine;
    this.#runs = options.runs;
    this.#logger = options.logger;
    this.#rescuedStatesMs = options.rescuedStatesSeconds * 1000;
  }

  /** @param now - this host's time, which the files have too */
  async sweep(now: Date): Promise<void> {
    const stored = await this.#engine.listRuns();
    const states = await this.#runs.statesOf(stored.map(({ runId }) => runId));
    for (const run of stored) {
      try {
        await this.#sweepOne(run, states.get(run.runId), now);
      } catch (error) {
        this.#logger.warn(
          `Could not remove the files of run '${run.runId}'`,
          toError(error),
        );
      }
    }
  }

  async #sweepOne(
    run: StoredRun,
    state: RunState | undefined,
    now: Date,
  ): Promise<void> {
    const isOver = state
      ? isTerminal(state) && state !== 'outcome_unknown'
      : now.getTime() - run.changedAt.getTime() > UNKNOWN_RUN_MS;
    if (!isOver) return;
    const { rescuedAt } = run;
    if (!rescuedAt) {
      await this.#engine.discard(run.runId);
    } else if (now.getTime() - rescuedAt.getTime() > this.#rescuedStatesMs) {
      this.#logger.warn(
        `Removing the state that run '${
          run.runId
        }' could not save: nobody saved it since ${rescuedAt.toISOString()}`,
      );
      await this.#engine.discard(run.runId, { rescuedState: 'remove' });
    }
  }
}
