import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  LeakError,
  RunCanceledError,
  StalePlanError,
  type ApplyEvidence,
  type Engine,
  type EngineEnvironment,
  type LastApplied,
  type Leak,
  type PlanEvidence,
} from '@backstage-iac/engine';
import {
  isChangingOperation,
  safeText,
  type RedactedRunError,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { ApplyGate } from '../approvals/ApplyGate';
import type { PlanIntake } from '../approvals/PlanIntake';
import type { PlanSuccession } from '../approvals/PlanSuccession';
import { expectAllowed } from '../approvals/runRules';
import { secretVersionsOf } from '@backstage-iac/plugin-iac-node';
import type { EvidenceArchive } from '../artifacts/EvidenceArchive';
import type { LogInspection } from '../artifacts/LogInspection';
import { stopRunningStages } from '../database/recovery';
import type { StoredRun } from '../database/runRow';
import type { ClaimedRun } from '../database/RunLeases';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { LogStore } from '../database/LogStore';
import type {
  RunChanges,
  RunTransitions,
  Transition,
} from '../database/RunTransitions';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { Clock } from './Clock';
import type { RunControl } from './RunControl';
import {
  endOfApply,
  endOfPlan,
  expectedPlan,
  explain,
  isUnexpected,
  withLeak,
  type Ending,
} from './runErrors';
import { RunLogger } from './RunLogger';
import { RunRecorder } from './RunRecorder';
import { RunSecrets } from './RunSecrets';

export interface RunExecutorOptions {
  engine: Engine;
  /**
   * Reads the secrets anew for each plan and apply.
   *
   * @param planned - versions that an apply must find again
   * @throws StalePlanError - when one has moved
   */
  prepare: (
    environment: string,
    planned?: Run['secretVersions'],
  ) => Promise<EngineEnvironment>;
  /** For drift checks. */
  lastApplied: (environment: string) => Promise<LastApplied | undefined>;
  registry: EnvironmentRegistry;
  intake: PlanIntake;
  gate: ApplyGate;
  succession: PlanSuccession;
  transitions: RunTransitions;
  logs: LogStore;
  states: EnvironmentStateStore;
  archive: EvidenceArchive;
  inspection: LogInspection;
  /** Tells those who must know that a secret was written somewhere. */
  onLeak: (run: Run, leak: Leak) => Promise<void>;
  logger: LoggerService;
  clock: Clock;
}

/** One run in the hands of a worker. */
interface Work {
  claimed: ClaimedRun;
  run: ClaimedRun['run'];
  control: RunControl;
  recorder: RunRecorder;
  secrets: RunSecrets;
  log: RunLogger;
}

/** Takes one claimed run as far as it goes without a person. */
export class RunExecutor {
  readonly #options: RunExecutorOptions;

  constructor(options: RunExecutorOptions) {
    this.#options = options;
  }

  /** Never throws: what goes wrong is recorded in the run, or in the log. */
  async execute(claimed: ClaimedRun, control: RunControl): Promise<void> {
    const { transitions, logs, logger, clock } = this.#options;
    const { run } = claimed;
    const secrets = new RunSecrets();
    const work: Work = {
      claimed,
      run,
      control,
      secrets,
      log: new RunLogger({
        logger: logger.child({ runId: run.id, environment: run.environment }),
        redactor: () => secrets.redactor,
      }),
      recorder: new RunRecorder({
        claimed,
        transitions,
        logs,
        onFailure: () => control.stop('lease-lost'),
        abandoned: control.abandonSignal,
        clock,
      }),
    };
    try {
      if (run.state === 'applying') await this.#apply(work);
      else await this.#plan(work);
    } catch (error) {
      work.log.error(safeText`Could not record how a run ended`, error);
    }
  }

  async #plan(work: Work): Promise<void> {
    const { claimed, run, control, recorder, secrets } = work;
    let evidence: PlanEvidence;
    let environment: EngineEnvironment;
    try {
      // Again, for what a template asked for before the rules changed.
      expectAllowed(this.#options.registry.get(run.environment), run);
      environment = secrets.learn(await this.#options.prepare(run.environment));
      evidence = await this.#options.engine.plan({
        runId: run.id,
        environment,
        operation: run.operation,
        ref: run.ref,
        lastApplied:
          run.operation === 'drift-check'
            ? await this.#options.lastApplied(run.environment)
            : undefined,
        signal: control.signal,
        kill: control.killSignal,
        onEvent: recorder.onEvent,
        onTripwire: secrets.onTripwire,
      });
      if (control.reason) throw new RunCanceledError();
      await recorder.settle();
      await recorder.store(() =>
        this.#options.archive.storePlan(claimed, evidence),
      );
      const leak = await this.#inspect(work);
      if (leak) throw leak;
    } catch (error) {
      const { redactor } = secrets;
      const { reason } = control;
      await this.#end(endOfPlan(error, { reason, redactor }), error, work);
      return;
    }
    recorder.planned({
      ...proofOf(evidence),
      secretVersions: secretVersionsOf(environment.secrets),
    });
    if (isChangingOperation(run.operation) && evidence.summary.hasChanges) {
      await this.#receive(work);
      return;
    }
    const { drift } = evidence;
    recorder.enter(
      'planned_and_finished',
      undefined,
      drift &&
        (tx =>
          this.#options.states.recordDrift(tx, {
            environment: run.environment,
            runId: run.id,
            drift,
          })),
    );
    await recorder.settle();
  }

  /** What happens to a plan once it is made is not the worker's to say. */
  async #receive(work: Work): Promise<void> {
    const { claimed, recorder, secrets } = work;
    try {
      recorder.enter('policy_checking');
      await recorder.settle();
      await this.#options.intake.receive(claimed, recorder.stages);
    } catch (error) {
      const told = explain(error, secrets.redactor);
      await this.#end({ state: 'errored', error: told }, error, work);
    }
  }

  async #apply(work: Work): Promise<void> {
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
      await this.#end(ending, error, work, alongside);
    }
  }

  /** The plan could not be applied, and nothing was: it is made again, and never applied in another's place. */
  async #replan(work: Work, error: StalePlanError): Promise<void> {
    const { claimed, run, recorder, secrets } = work;
    const { succession, transitions } = this.#options;
    await recorder.settle();
    const leak = await this.#inspect(work);
    if (leak) await this.#tell(work, leak);
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
  async #keepApply(work: Work, evidence: ApplyEvidence): Promise<Ending> {
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
    const leak = await this.#inspect(work);
    return leak ? this.#afterApply(work, leak) : { state: 'applied', error };
  }

  async #afterApply(work: Work, leak: LeakError): Promise<Ending> {
    // The archived copy is one thing, the stored log another.
    await this.#inspect(work);
    await this.#tell(work, leak);
    const { message, nextStep } = explain(leak, work.secrets.redactor);
    return {
      state: 'errored',
      error: { message: safeText`Applied, but: ${message}`, nextStep },
    };
  }

  /** @param alongside - written with the end of the run */
  async #end(
    ending: Ending,
    error: unknown,
    work: Work,
    alongside?: Transition['alongside'],
  ): Promise<void> {
    const { control, recorder, log, secrets } = work;
    if (control.reason === 'lease-lost') {
      log.warn(safeText`Lost the lease of a run and stopped working on it`);
      return;
    }
    if (ending.error && isUnexpected(error)) {
      log.error(safeText`A run failed unexpectedly`, error);
    }
    if (error instanceof LeakError) await this.#tell(work, error);
    await recorder.settle();
    const leak = await this.#inspect(work);
    if (leak) await this.#tell(work, leak);
    const end = leak
      ? withLeak(ending, explain(leak, secrets.redactor))
      : ending;
    const { state, error: told, progress, rescuedState } = end;
    const stages =
      state === 'pending' ? [] : stopRunningStages(recorder.stages);
    recorder.enter(
      state,
      { stages, error: told, progress, rescuedState },
      alongside,
    );
    await recorder.settle();
    if (told) {
      log.info(safeText`A run did not succeed`, {
        state: safeText`${state}`,
        reason: told.message,
      });
    }
  }

  /** The log once more, whichever way the run ends. */
  async #inspect(work: Work): Promise<LeakError | undefined> {
    const { run, recorder, secrets } = work;
    try {
      await recorder.store(() =>
        this.#options.inspection.inspect(run.id, secrets.tripwire),
      );
      return undefined;
    } catch (error) {
      if (error instanceof LeakError) return error;
      throw error;
    }
  }

  async #tell({ run, log }: Work, { leak }: LeakError): Promise<void> {
    try {
      await this.#options.onLeak(run, leak);
    } catch (error) {
      log.error(safeText`Could not record that a secret leaked`, error);
    }
  }
}

function isStale(error: unknown): error is StalePlanError {
  return isError(error) && error.name === 'StalePlanError';
}

function proofOf(evidence: PlanEvidence) {
  const { drift, summary } = evidence;
  return {
    commit: evidence.commit,
    tool: evidence.tool,
    providers: evidence.providers,
    statePosition: evidence.statePosition,
    digests: evidence.digests,
    counts: summary.counts,
    hasChanges: summary.hasChanges,
    drift: drift && {
      status: drift.status,
      undeployedChanges: drift.undeployedChanges,
      outsideChanges: drift.outsideChanges.length,
      failedChecks: drift.failedChecks.length,
    },
  };
}
