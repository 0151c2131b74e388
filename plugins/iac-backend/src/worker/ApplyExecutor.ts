import { isError } from '@backstage/errors';
import {
  LeakError,
  RunCanceledError,
  StalePlanError,
  type ApplyEvidence,
  type Engine,
} from '@backstage-iac/engine';
import {
  safeText,
  type RedactedRunError,
} from '@backstage-iac/plugin-iac-common';
import type { ApplyGate } from '../approvals/ApplyGate';
import type { PlanSuccession } from '../approvals/PlanSuccession';
import type { EvidenceArchive } from '../artifacts/EvidenceArchive';
import type { StoredRun } from '../database/runRow';
import type { RunChanges, RunTransitions } from '../database/RunTransitions';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { PrepareEnvironment } from './PrepareEnvironment';
import type { RunEnding } from './RunEnding';
import { endOfApply, expectedPlan, explain, type Ending } from './runErrors';
import type { RunWork } from './RunWork';

export interface ApplyExecutorOptions {
  engine: Engine;
  prepare: PrepareEnvironment;
  registry: EnvironmentRegistry;
  gate: ApplyGate;
  succession: PlanSuccession;
  transitions: RunTransitions;
  archive: EvidenceArchive;
}

/** Applies of exactly the plan that people said yes to. */
export class ApplyExecutor {
  readonly #options: ApplyExecutorOptions;
  readonly #ending: RunEnding;

  constructor(options: ApplyExecutorOptions, ending: RunEnding) {
    this.#options = options;
    this.#ending = ending;
  }

  async execute(work: RunWork): Promise<void> {
    const { run, control, recorder, secrets } = work;
    let started = false;
    try {
      const refusal = await this.#options.gate.refusalOf(run);
      if (refusal) throw new StalePlanError(refusal);
      const expected = expectedPlan(run);
      if (!expected) {
        throw new StalePlanError('The run has no plan that could be applied');
      }
      const environment = secrets.learn(
        await this.#options.prepare(run.environment, run.secretVersions),
      );
      if (control.reason) throw new RunCanceledError();
      started = true;
      const evidence = await this.#options.engine.apply({
        runId: run.id,
        environment,
        expected,
        ref: run.ref,
        commitMayMove:
          this.#options.registry.get(run.environment).protection.approvals
            .onNewCommit === 'keep',
        signal: control.signal,
        kill: control.killSignal,
        onEvent: recorder.onEvent,
        onTripwire: secrets.onTripwire,
      });
      recorder.enter('verifying', { statePosition: evidence.statePosition });
      // A worker that lost its run writes nothing into the archive either.
      await recorder.settle();
      const { state, error } = await this.#keepApply(work, evidence);
      recorder.enter(state, { error }, this.#replanOthers(run));
      await recorder.settle();
    } catch (error) {
      const { redactor } = secrets;
      const { reason } = control;
      if (isStale(error) && !reason) {
        await this.#replan(work, error);
        return;
      }
      const ending = endOfApply(error, { started, reason, redactor });
      const alongside = started ? this.#replanOthers(run) : undefined;
      await this.#ending.end(ending, error, work, alongside);
    }
  }

  /** The plan could not be applied, and nothing was: it is made again, and never applied in another's place. */
  async #replan(work: RunWork, error: StalePlanError): Promise<void> {
    const { claimed, run, recorder, secrets } = work;
    const { succession, transitions } = this.#options;
    await recorder.settle();
    const leak = await this.#ending.inspect(work);
    if (leak) await this.#ending.tell(work, leak);
    const stale = secrets.redactor.redact(error.message);
    const message = leak
      ? safeText`${stale}. ${explain(leak, secrets.redactor).message}`
      : stale;
    await transitions.together(changes =>
      succession.replan(
        changes,
        {
          run: { ...run, stages: recorder.stages },
          ticket: claimed.ticket,
        },
        { message },
      ),
    );
  }

  #replanOthers(run: StoredRun) {
    return async (_: unknown, changes: RunChanges) =>
      this.#options.succession.replanOthers(changes, run);
  }

  /** What was applied stays applied, even when its log cannot be archived. */
  async #keepApply(work: RunWork, evidence: ApplyEvidence): Promise<Ending> {
    const { run, log } = work;
    let error: RedactedRunError | undefined;
    try {
      await this.#options.archive.storeApply(run, evidence);
    } catch (failure) {
      if (failure instanceof LeakError) return this.#afterApply(work, failure);
      log.error(safeText`Could not archive the log of an apply`, failure);
      error = {
        message: safeText`Applied, but its log could not be archived`,
        nextStep: safeText`Look at the log of the backend and the space on its disk.`,
      };
    }
    const leak = await this.#ending.inspect(work);
    return leak ? this.#afterApply(work, leak) : { state: 'applied', error };
  }

  async #afterApply(work: RunWork, leak: LeakError): Promise<Ending> {
    // The archived copy is one thing, the stored log another.
    await this.#ending.inspect(work);
    await this.#ending.tell(work, leak);
    const { message, nextStep } = explain(leak, work.secrets.redactor);
    return {
      state: 'errored',
      error: { message: safeText`Applied, but: ${message}`, nextStep },
    };
  }
}

function isStale(error: unknown): error is StalePlanError {
  return isError(error) && error.name === 'StalePlanError';
}
