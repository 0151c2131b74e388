import { ConflictError, InputError } from '@backstage/errors';
import type { Engine, EngineEnvironment } from '@backstage-iac/engine';
import {
  isTerminal,
  safeText,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { StoredRun } from '../database/runRow';
import type { RunStore } from '../database/RunStore';
import type { RunTransitions } from '../database/RunTransitions';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { ScopedIacService } from '../service/ScopedIacService';
import type { SpokenText } from '../service/SpokenText';
import { PLUGIN_SUBJECT, subjectOf } from '../service/subjects';
import { RunSecrets } from '../worker/RunSecrets';
import type { OutcomeStore } from './OutcomeStore';
import type { Reconciler } from './Reconciler';
import type { RunQueue } from './RunQueue';
import { refusal, type StateLocks } from './StateLocks';

type Custody = Pick<
  ScopedIacService,
  | 'forceCancelRun'
  | 'reconcileRun'
  | 'closeRun'
  | 'pushRescuedState'
  | 'listQueue'
  | 'getStateLock'
  | 'unlockState'
  | 'getOutputs'
>;

export interface RunCustodyOptions {
  engine: Engine;
  /** Reads the secrets anew. */
  prepare: (environment: string) => Promise<EngineEnvironment>;
  registry: EnvironmentRegistry;
  runs: RunStore;
  transitions: RunTransitions;
  outcomes: OutcomeStore;
  queue: RunQueue;
  locks: StateLocks;
  reconciler: Reconciler;
  spoken: SpokenText;
}

/** What is done about runs that wait, hang, or did not end in order, and about the state they left. */
export class RunCustody implements Custody {
  readonly #options: RunCustodyOptions;

  constructor(options: RunCustodyOptions) {
    this.#options = options;
  }

  /** Adds what is not in the run's row: what it waits for, and when it may be ended by force. */
  async describe(run: Run): Promise<Run> {
    if (isTerminal(run.state)) return run;
    return {
      ...run,
      waitsFor: await this.#options.queue.waitOf(run),
      forceCancelAvailableAt: this.#forceCancelAvailableAt(run),
    };
  }

  forceCancelRun: Custody['forceCancelRun'] = async (
    runId,
    { confirm },
    options,
  ) => {
    const { runs, transitions, outcomes } = this.#options;
    const run = await runs.get(runId);
    requireName(run, confirm, 'to end its run by force');
    if (isTerminal(run.state)) {
      throw new ConflictError(`Run '${runId}' has ended as '${run.state}'`);
    }
    const availableAt = this.#forceCancelAvailableAt(run);
    if (!availableAt) {
      throw new ConflictError(
        `Run '${runId}' was not asked to stop yet; cancel it first, and give it time to save its state`,
      );
    }
    if (availableAt > (await outcomes.now())) {
      throw new ConflictError(
        `Run '${runId}' has time to stop in order until ${availableAt}; try again then`,
      );
    }
    const by = subjectOf(options.credentials);
    if (!(await transitions.requestForceCancel(runId, by))) {
      throw new ConflictError(
        `No worker holds run '${runId}' any more, look at it again`,
      );
    }
    await outcomes.note(runId, 'force-canceled', by);
    return this.describe(await runs.get(runId));
  };

  reconcileRun: Custody['reconcileRun'] = async (runId, options) => {
    const run = await this.#options.runs.get(runId);
    requireUnclosed(run);
    return this.#options.reconciler.reconcile(
      run,
      subjectOf(options.credentials),
    );
  };

  closeRun: Custody['closeRun'] = async (runId, { as, comment }, options) => {
    const { runs, outcomes, spoken } = this.#options;
    const run = await runs.get(runId);
    requireUnclosed(run);
    const said = await spoken.redactIfGiven(run.environment, comment);
    await this.#requireEnded(run);
    const by = subjectOf(options.credentials);
    const successor = as === 'replan' ? await this.#replan(run, by) : undefined;
    await outcomes.close(run, {
      closed: { as, by, at: await outcomes.now(), comment: said },
      successor: successor && {
        runId: successor.id,
        number: successor.number,
        why: 'replanned',
      },
    });
    return runs.get(runId);
  };

  pushRescuedState: Custody['pushRescuedState'] = async (
    runId,
    { confirm },
    options,
  ) => {
    const { runs, engine, prepare, outcomes } = this.#options;
    const run = await runs.get(runId);
    requireName(run, confirm, 'to push its state');
    if (!run.rescuedState) {
      throw new ConflictError(`Run '${runId}' left no state to be pushed`);
    }
    await this.#requireNoWriter(run);
    const secrets = new RunSecrets();
    try {
      await engine.pushRescuedState({
        runId,
        environment: secrets.learn(await prepare(run.environment)),
      });
    } catch (error) {
      throw refusal(error, secrets);
    }
    await outcomes.statePushed(run, subjectOf(options.credentials));
    await runs.create({
      environment: run.environment,
      operation: 'drift-check',
      trigger: 'schedule',
      createdBy: PLUGIN_SUBJECT,
      reason: safeText`After the state of run #${run.number} was pushed`,
      idempotencyKey: `pushed:${run.id}`,
    });
    return runs.get(runId);
  };

  listQueue: Custody['listQueue'] = ({ environments }) =>
    this.#options.queue.list(environments);

  getStateLock: Custody['getStateLock'] = async environment => {
    const { name } = this.#options.registry.get(environment);
    return this.#options.locks.read(name);
  };

  unlockState: Custody['unlockState'] = async (
    environment,
    request,
    options,
  ) => {
    const { name } = this.#options.registry.get(environment);
    return this.#options.locks.unlock(
      name,
      request,
      subjectOf(options.credentials),
    );
  };

  getOutputs: Custody['getOutputs'] = async environment => {
    const { registry, engine, prepare } = this.#options;
    const { name } = registry.get(environment);
    const secrets = new RunSecrets();
    try {
      return await engine.readOutputs(secrets.learn(await prepare(name)));
    } catch (error) {
      throw refusal(error, secrets);
    }
  };

  #forceCancelAvailableAt(run: Run): string | undefined {
    if (!run.cancelRequestedAt) return undefined;
    const definition = this.#options.registry.find(run.environment);
    if (!definition) return undefined;
    return new Date(
      Date.parse(run.cancelRequestedAt) +
        definition.forceCancelAfterSeconds * 1000,
    ).toISOString();
  }

  /** A host without the run's folder goes by the report of the one that has it. */
  async #requireEnded(run: Run): Promise<void> {
    const { reconciliation } = await this.#options.reconciler.reconcile(run);
    if (reconciliation?.process === 'running') {
      throw new ConflictError(
        `Terraform is still at work for run '${run.id}'; wait until it has ended`,
      );
    }
  }

  async #requireNoWriter(run: Run): Promise<void> {
    const active = await this.#options.runs.listActive([run.environment]);
    const writer = active.find(
      ({ state }) => state === 'applying' || state === 'verifying',
    );
    if (writer) {
      throw new ConflictError(
        `Run #${writer.number} is changing '${run.environment}'; wait until it has ended`,
      );
    }
  }

  /** Closing twice at the same moment gives one run. */
  async #replan(run: StoredRun, by: string): Promise<Run> {
    return this.#options.runs.create({
      environment: run.environment,
      operation: run.operation,
      ref: run.ref,
      reason: run.reason,
      ticket: run.ticket,
      trigger: 'replan',
      createdBy: by,
      predecessor: { runId: run.id, number: run.number },
      idempotencyKey: `replan:${run.id}`,
    });
  }
}

function requireUnclosed(run: Run): void {
  if (run.state !== 'outcome_unknown') {
    throw new ConflictError(
      `The outcome of run '${run.id}' is known, it is '${run.state}'`,
    );
  }
  if (run.closed) {
    throw new ConflictError(
      `Run '${run.id}' was closed as '${run.closed.as}' by ${run.closed.by}`,
    );
  }
}

function requireName(run: Run, confirm: string, purpose: string): void {
  if (confirm !== run.environment) {
    throw new InputError(
      `Type the name of the environment, '${run.environment}', ${purpose}`,
    );
  }
}
