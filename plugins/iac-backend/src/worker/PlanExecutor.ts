import {
  RunCanceledError,
  type Engine,
  type EngineEnvironment,
  type LastApplied,
  type PlanEvidence,
} from '@backstage-iac/engine';
import { isChangingOperation } from '@backstage-iac/plugin-iac-common';
import { secretVersionsOf } from '@backstage-iac/plugin-iac-node';
import type { PlanIntake } from '../approvals/PlanIntake';
import { expectAllowed } from '../approvals/runRules';
import type { EvidenceArchive } from '../artifacts/EvidenceArchive';
import type { DriftJournal } from '../drift/DriftJournal';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { PrepareEnvironment } from './PrepareEnvironment';
import type { RunEnding } from './RunEnding';
import { endOfPlan, explain } from './runErrors';
import type { RunWork } from './RunWork';

export interface PlanExecutorOptions {
  engine: Engine;
  prepare: PrepareEnvironment;
  /** For drift checks. */
  lastApplied: (environment: string) => Promise<LastApplied | undefined>;
  registry: EnvironmentRegistry;
  intake: PlanIntake;
  journal: DriftJournal;
  archive: EvidenceArchive;
}

/** Plans and drift checks, from the secrets to the archived evidence. */
export class PlanExecutor {
  readonly #options: PlanExecutorOptions;
  readonly #ending: RunEnding;

  constructor(options: PlanExecutorOptions, ending: RunEnding) {
    this.#options = options;
    this.#ending = ending;
  }

  async execute(work: RunWork): Promise<void> {
    const { claimed, run, control, recorder, secrets } = work;
    let evidence: PlanEvidence;
    let environment: EngineEnvironment;
    try {
      // Again, for what a template asked for before the rules changed.
      const definition = this.#options.registry.get(run.environment);
      expectAllowed(definition, run);
      environment = secrets.learn(await this.#options.prepare(run.environment));
      evidence = await this.#options.engine.plan({
        runId: run.id,
        environment,
        operation: run.operation,
        ref: run.ref,
        ...(run.operation === 'drift-check' && {
          lastApplied: await this.#options.lastApplied(run.environment),
          ignoreDrift: definition.drift.ignore,
        }),
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
      const leak = await this.#ending.inspect(work);
      if (leak) throw leak;
    } catch (error) {
      const { redactor } = secrets;
      const { reason } = control;
      const ending = endOfPlan(error, { reason, redactor });
      const isFailedCheck =
        run.operation === 'drift-check' && ending.state === 'errored';
      await this.#ending.end(
        ending,
        error,
        work,
        isFailedCheck ? tx => this.#options.journal.failed(tx, run) : undefined,
      );
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
      drift && (tx => this.#options.journal.answered(tx, run, drift)),
    );
    await recorder.settle();
  }

  /** What happens to a plan once it is made is not the worker's to say. */
  async #receive(work: RunWork): Promise<void> {
    const { claimed, recorder, secrets } = work;
    try {
      recorder.enter('policy_checking');
      await recorder.settle();
      await this.#options.intake.receive(claimed, recorder.stages);
    } catch (error) {
      const told = explain(error, secrets.redactor);
      await this.#ending.end({ state: 'errored', error: told }, error, work);
    }
  }
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
      ignored: new Set(drift.ignored?.map(({ change }) => change.address)).size,
      failedChecks: drift.failedChecks.length,
    },
  };
}
