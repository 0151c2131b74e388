import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  redactError,
  type Engine,
  type EngineEnvironment,
} from '@backstage-iac/engine';
import {
  isTerminal,
  safeText,
  type Reconciliation,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { RunStore } from '../database/RunStore';
import { PLUGIN_SUBJECT } from '../service/subjects';
import { explain } from '../worker/runErrors';
import { RunSecrets } from '../worker/RunSecrets';
import type { OutcomeStore } from './OutcomeStore';
import type { StateLocks } from './StateLocks';

/** Gathers what is known of an apply that did not tell what it did. Decides nothing: a person closes the run. */
export class Reconciler {
  readonly #options: {
    engine: Engine;
    prepare: (environment: string) => Promise<EngineEnvironment>;
    runs: RunStore;
    outcomes: OutcomeStore;
    locks: StateLocks;
    logger: LoggerService;
  };

  constructor(options: {
    engine: Engine;
    prepare: (environment: string) => Promise<EngineEnvironment>;
    runs: RunStore;
    outcomes: OutcomeStore;
    locks: StateLocks;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /**
   * Looks at what the run left, queues the plan that compares, and keeps the
   * report.
   *
   * @param person - who asked for it; absent when it is made by itself
   */
  async reconcile(run: Run, person?: string): Promise<Run> {
    const { outcomes, runs } = this.#options;
    const report = await this.#examine(run);
    const planRunId =
      report.process === 'running'
        ? run.reconciliation?.planRunId
        : await this.#compare(run, person);
    await outcomes.report(run.id, { ...report, planRunId });
    return runs.get(run.id);
  }

  /** What is on this host now; never throws. */
  async #examine(run: Run): Promise<Reconciliation> {
    const { engine, prepare, outcomes, locks, logger } = this.#options;
    const at = await outcomes.now();
    const secrets = new RunSecrets();
    try {
      const environment = secrets.learn(await prepare(run.environment));
      const traces = await engine.examine({ runId: run.id, environment });
      return {
        at,
        process: traces.process,
        lock: await locks.judge(environment, traces.lock),
        before: run.statePosition,
        now: traces.now,
        progress: traces.progress,
        saidComplete: traces.saidComplete,
        rescuedState: traces.rescuedState,
        problems: traces.problems,
      };
    } catch (error) {
      const { redactor } = secrets;
      const clean = redactError(error, redactor);
      logger.warn('Could not look at what a run left', clean);
      const { message } = explain(clean, redactor);
      return {
        at,
        process: 'unknown',
        lock: { status: 'unknown', message, orphan: 'unproved' },
        before: run.statePosition,
        progress: run.progress ?? { done: [], unfinished: [] },
        saidComplete: false,
        rescuedState: run.rescuedState ?? false,
        problems: [message],
      };
    }
  }

  /**
   * A plan of the commit that was being applied. It changes nothing and may fail,
   * for example at a lock that the lost run still holds.
   */
  async #compare(run: Run, person?: string): Promise<string> {
    const { runs } = this.#options;
    const earlier = run.reconciliation?.planRunId;
    if (earlier) {
      const { state } = await runs.get(earlier);
      if (!person || !isTerminal(state)) return earlier;
    }
    const plan = await runs.create({
      environment: run.environment,
      operation: 'plan-only',
      ref: commitOf(run),
      reason: safeText`To see what run #${run.number} did`,
      trigger: person ? 'user' : 'schedule',
      createdBy: person ?? PLUGIN_SUBJECT,
      // Hosts that look at the same time ask for the same plan.
      idempotencyKey: person ? undefined : `reconcile:${run.id}`,
    });
    return plan.id;
  }
}

/** The commit that was applied, where it can be asked for again: not a folder without git, nor one with changes. */
function commitOf({ commit, ref }: Run): string | undefined {
  return commit && !commit.dirty && !commit.commit.startsWith('dir-')
    ? commit.commit
    : ref;
}
