import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  LeakError,
  RunCanceledError,
  StalePlanError,
  type ApplyEvidence,
  type Engine,
  type EngineEnvironment,
  type Leak,
  type PlanEvidence,
} from '@backstage-iac/engine';
import {
  isChangingOperation,
  safeText,
  type RedactedRunError,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { EvidenceArchive } from '../artifacts/EvidenceArchive';
import type { LogInspection } from '../artifacts/LogInspection';
import { stopRunningStages } from '../database/recovery';
import type { ClaimedRun } from '../database/RunLeases';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { LogStore } from '../database/LogStore';
import type { RunTransitions } from '../database/RunTransitions';
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
  /** Reads the secrets anew for each run. */
  prepare: (environment: string) => Promise<EngineEnvironment>;
  transitions: RunTransitions;
  logs: LogStore;
  states: EnvironmentStateStore;
  archive: EvidenceArchive;
  inspection: LogInspection;
  /** Tells those who must know that a secret was written somewhere. */
  onLeak: (run: Run, leak: Leak) => Promise<void>;
  logger: LoggerService;
}

/** One run in the hands of a worker. */
interface Work {
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
    const { transitions, logs, logger } = this.#options;
    const { run } = claimed;
    const secrets = new RunSecrets();
    const work: Work = {
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
    const { run, control, recorder, secrets } = work;
    let evidence: PlanEvidence;
    try {
      evidence = await this.#options.engine.plan({
        runId: run.id,
        environment: secrets.learn(
          await this.#options.prepare(run.environment),
        ),
        operation: run.operation,
        ref: run.ref,
        signal: control.signal,
        onEvent: recorder.onEvent,
        onTripwire: secrets.onTripwire,
      });
      if (control.reason) throw new RunCanceledError();
      await recorder.settle();
      await this.#options.archive.storePlan(run, evidence);
      await this.#options.inspection.inspect(run.id, evidence.tripwire);
    } catch (error) {
      const { redactor } = secrets;
      const { reason } = control;
      await this.#end(endOfPlan(error, { reason, redactor }), error, work);
      return;
    }
    recorder.planned(proofOf(evidence));
    if (isChangingOperation(run.operation) && evidence.summary.hasChanges) {
      recorder.enter('policy_checking');
      recorder.setStage({
        name: 'approval',
        status: 'running',
        startedAt: new Date().toISOString(),
      });
      recorder.enter('awaiting_approval');
    } else {
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
    }
    await recorder.settle();
  }

  async #apply(work: Work): Promise<void> {
    const { run, control, recorder, secrets } = work;
    let started = false;
    try {
      const expected = expectedPlan(run);
      if (!expected) {
        throw new StalePlanError('The run has no plan that could be applied');
      }
      const environment = secrets.learn(
        await this.#options.prepare(run.environment),
      );
      if (control.reason) throw new RunCanceledError();
      started = true;
      const evidence = await this.#options.engine.apply({
        runId: run.id,
        environment,
        expected,
        signal: control.signal,
        onEvent: recorder.onEvent,
        onTripwire: secrets.onTripwire,
      });
      recorder.enter('verifying', { statePosition: evidence.statePosition });
      await recorder.settle();
      const { state, error } = await this.#keepApply(work, evidence);
      recorder.enter(state, { error });
      await recorder.settle();
    } catch (error) {
      const { redactor } = secrets;
      const { reason } = control;
      const ending = endOfApply(error, { started, reason, redactor });
      await this.#end(ending, error, work);
    }
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

  async #end(ending: Ending, error: unknown, work: Work): Promise<void> {
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
    const { state, error: told } = leak
      ? withLeak(ending, explain(leak, secrets.redactor))
      : ending;
    const stages =
      state === 'pending' ? [] : stopRunningStages(recorder.stages);
    recorder.enter(state, { stages, error: told });
    await recorder.settle();
    if (told) {
      log.info(safeText`A run did not succeed`, {
        state: safeText`${state}`,
        reason: told.message,
      });
    }
  }

  /** The log once more, whichever way the run ends. */
  async #inspect({ run, secrets }: Work): Promise<LeakError | undefined> {
    try {
      await this.#options.inspection.inspect(run.id, secrets.tripwire);
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
