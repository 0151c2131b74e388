import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, toError } from '@backstage/errors';
import {
  RunCanceledError,
  StalePlanError,
  type Engine,
  type EngineEnvironment,
  type PlanEvidence,
} from '@backstage-iac/engine';
import {
  isChangingOperation,
  type Run,
  type RunError,
} from '@backstage-iac/plugin-iac-common';
import type { ApplyGate } from '../approvals/ApplyGate';
import type { PlanIntake } from '../approvals/PlanIntake';
import type { PlanSuccession } from '../approvals/PlanSuccession';
import { expectAllowed } from '../approvals/runRules';
import { secretVersionsOf } from '@backstage-iac/plugin-iac-node';
import type { EvidenceArchive } from '../artifacts/EvidenceArchive';
import { stopRunningStages } from '../database/recovery';
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
  type Ending,
} from './runErrors';
import { RunRecorder } from './RunRecorder';

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
  registry: EnvironmentRegistry;
  intake: PlanIntake;
  gate: ApplyGate;
  succession: PlanSuccession;
  transitions: RunTransitions;
  logs: LogStore;
  states: EnvironmentStateStore;
  archive: EvidenceArchive;
  logger: LoggerService;
  clock: Clock;
}

/** What is at hand when a run ends otherwise than it should. */
interface EndingContext {
  error: unknown;
  control: RunControl;
  recorder: RunRecorder;
  log: LoggerService;
  /** Written with the end of the run. */
  alongside?: Transition['alongside'];
}

/** Takes one claimed run as far as it goes without a person. */
export class RunExecutor {
  readonly #options: RunExecutorOptions;

  constructor(options: RunExecutorOptions) {
    this.#options = options;
  }

  /** Never throws: what goes wrong is recorded in the run, or in the log. */
  async execute(claimed: ClaimedRun, control: RunControl): Promise<void> {
    const { transitions, logs, logger } = this.#options;
    const log = logger.child({
      runId: claimed.run.id,
      environment: claimed.run.environment,
    });
    const recorder = new RunRecorder({
      claimed,
      transitions,
      logs,
      onFailure: () => control.stop('lease-lost'),
      abandoned: control.abandonSignal,
      clock: this.#options.clock,
    });
    try {
      if (claimed.run.state === 'applying') {
        await this.#apply(claimed, control, recorder, log);
      } else {
        await this.#plan(claimed, control, recorder, log);
      }
    } catch (error) {
      log.error('Could not record how a run ended', toError(error));
    }
  }

  async #plan(
    claimed: ClaimedRun,
    control: RunControl,
    recorder: RunRecorder,
    log: LoggerService,
  ): Promise<void> {
    const { run } = claimed;
    let evidence: PlanEvidence;
    let environment: EngineEnvironment;
    try {
      // Again, for what a template asked for before the rules changed.
      expectAllowed(this.#options.registry.get(run.environment), run);
      environment = await this.#options.prepare(run.environment);
      evidence = await this.#options.engine.plan({
        runId: run.id,
        environment,
        operation: run.operation,
        ref: run.ref,
        signal: control.signal,
        kill: control.killSignal,
        onEvent: recorder.onEvent,
      });
      if (control.reason) throw new RunCanceledError();
      await recorder.settle();
      await recorder.store(() =>
        this.#options.archive.storePlan(claimed, evidence),
      );
    } catch (error) {
      await this.#end(endOfPlan(error, control.reason), {
        error,
        control,
        recorder,
        log,
      });
      return;
    }
    recorder.planned({
      ...proofOf(evidence),
      secretVersions: secretVersionsOf(environment.secrets),
    });
    if (isChangingOperation(run.operation) && evidence.summary.hasChanges) {
      await this.#receive(claimed, { control, recorder, log });
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
  async #receive(
    claimed: ClaimedRun,
    context: Omit<EndingContext, 'error'>,
  ): Promise<void> {
    const { recorder } = context;
    try {
      recorder.enter('policy_checking');
      await recorder.settle();
      await this.#options.intake.receive(claimed, recorder.stages);
    } catch (error) {
      await this.#end(
        { state: 'errored', error: explain(error) },
        {
          ...context,
          error,
        },
      );
    }
  }

  async #apply(
    claimed: ClaimedRun,
    control: RunControl,
    recorder: RunRecorder,
    log: LoggerService,
  ): Promise<void> {
    const { run } = claimed;
    let started = false;
    try {
      const refusal = await this.#options.gate.refusalOf(run);
      if (refusal) throw new StalePlanError(refusal);
      const expected = expectedPlan(run);
      if (!expected) {
        throw new StalePlanError('The run has no plan that could be applied');
      }
      const environment = await this.#options.prepare(
        run.environment,
        run.secretVersions,
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
      });
      recorder.enter('verifying', { statePosition: evidence.statePosition });
      // A worker that lost its run writes nothing into the archive either.
      await recorder.settle();
      const error = await this.#archiveApply(claimed, evidence.applyLog, log);
      recorder.enter('applied', { error }, this.#replanOthers(run));
      await recorder.settle();
    } catch (error) {
      if (isStale(error) && !control.reason) {
        await this.#replan(claimed, error, recorder);
        return;
      }
      await this.#end(endOfApply(error, { started, reason: control.reason }), {
        error,
        control,
        recorder,
        log,
        alongside: started ? this.#replanOthers(run) : undefined,
      });
    }
  }

  /** The plan could not be applied, and nothing was: it is made again, and never applied in another's place. */
  async #replan(
    { run, ticket }: ClaimedRun,
    error: StalePlanError,
    recorder: RunRecorder,
  ): Promise<void> {
    const { succession, transitions } = this.#options;
    await recorder.settle();
    await transitions.together(changes =>
      succession.replan(
        changes,
        { run: { ...run, stages: recorder.stages }, ticket },
        { message: error.message },
      ),
    );
  }

  #replanOthers(run: Run) {
    return async (_: unknown, changes: RunChanges) =>
      this.#options.succession.replanOthers(changes, run);
  }

  /** What was applied stays applied, even when its log cannot be archived. */
  async #archiveApply(
    claimed: ClaimedRun,
    applyLog: Parameters<EvidenceArchive['storeApply']>[1],
    log: LoggerService,
  ): Promise<RunError | undefined> {
    try {
      await this.#options.archive.storeApply(claimed.run, applyLog);
      return undefined;
    } catch (error) {
      log.error('Could not archive the log of an apply', toError(error));
      return {
        message: 'Applied, but its log could not be archived',
        nextStep: 'Look at the log of the backend and the space on its disk.',
      };
    }
  }

  async #end(ending: Ending, context: EndingContext): Promise<void> {
    const { error, control, recorder, log, alongside } = context;
    if (control.reason === 'lease-lost') {
      log.warn('Lost the lease of a run and stopped working on it');
      return;
    }
    if (ending.error && isUnexpected(error)) {
      log.error('A run failed unexpectedly', toError(error));
    }
    const stages =
      ending.state === 'pending' ? [] : stopRunningStages(recorder.stages);
    recorder.enter(
      ending.state,
      {
        stages,
        error: ending.error,
        progress: ending.progress,
        rescuedState: ending.rescuedState,
      },
      alongside,
    );
    await recorder.settle();
    if (ending.error) {
      log.info('A run did not succeed', {
        state: ending.state,
        reason: explain(error).message,
      });
    }
  }
}

/** Nothing was changed: the plan was refused before Terraform began. */
function isStale(error: unknown): error is StalePlanError {
  return isError(error) && error.name === 'StalePlanError';
}

function proofOf(evidence: PlanEvidence) {
  const { drift, summary } = evidence;
  return {
    commit: evidence.commit,
    tool: evidence.tool,
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
