import { ConflictError, InputError } from '@backstage/errors';
import {
  isTerminal,
  safeText,
  type CreateRunRequest,
  type ListRunsRequest,
  type Operation,
  type Run,
  type RedactedJson,
  type RunPlan,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import type { IacServiceRequestOptions } from '@backstage-iac/plugin-iac-node';
import type { ApprovalDesk } from '../approvals/ApprovalDesk';
import { withApproval } from '../approvals/approvalStage';
import type { BreakGlassDesk } from '../approvals/BreakGlassDesk';
import { expectAllowed } from '../approvals/runRules';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { RunCustody } from '../custody/RunCustody';
import type { DriftEpisodeStore } from '../database/DriftEpisodeStore';
import type { LogStore } from '../database/LogStore';
import type { StoredRun } from '../database/runRow';
import type { RunStore } from '../database/RunStore';
import type { RunTransitions } from '../database/RunTransitions';
import type { SecretRotations } from '../secrets/SecretRotations';
import { stopRunningStages } from '../database/recovery';
import {
  noSuchEnvironment,
  type EnvironmentRegistry,
} from './EnvironmentRegistry';
import type { ReadinessDesk } from '../verdict/ReadinessDesk';
import type { ScopedIacService } from './ScopedIacService';
import type { SpokenText } from './SpokenText';
import { subjectOf } from './subjects';

const DEFAULT_LOG_CHUNKS = 200;

/** A cancel that meets a worker on its way in or out looks again. */
const CANCEL_ATTEMPTS = 5;

/** A rollback needs to know the last known good, which nobody computes yet. */
const UNSUPPORTED_OPERATIONS: readonly Operation[] = ['rollback'];

/** The rules about runs. Knows nothing of permissions: see `AuthorizedIacService`. */
export class DefaultIacService implements ScopedIacService {
  readonly #registry: EnvironmentRegistry;
  readonly #runs: RunStore;
  readonly #transitions: RunTransitions;
  readonly #logs: LogStore;
  readonly #artifacts: ArtifactStore;
  readonly #desk: ApprovalDesk;
  readonly #breakGlass: BreakGlassDesk;
  readonly #custody: RunCustody;
  readonly #spoken: SpokenText;
  readonly #readinessDesk: ReadinessDesk;
  readonly #rotations: SecretRotations;
  readonly #episodes: DriftEpisodeStore;
  readonly #now: () => Promise<Date>;

  constructor(options: {
    registry: EnvironmentRegistry;
    runs: RunStore;
    transitions: RunTransitions;
    logs: LogStore;
    artifacts: ArtifactStore;
    desk: ApprovalDesk;
    breakGlass: BreakGlassDesk;
    custody: RunCustody;
    spoken: SpokenText;
    readinessDesk: ReadinessDesk;
    rotations: SecretRotations;
    episodes: DriftEpisodeStore;
    /** The database's time. */
    now: () => Promise<Date>;
  }) {
    this.#registry = options.registry;
    this.#runs = options.runs;
    this.#transitions = options.transitions;
    this.#logs = options.logs;
    this.#artifacts = options.artifacts;
    this.#desk = options.desk;
    this.#breakGlass = options.breakGlass;
    this.#custody = options.custody;
    this.#spoken = options.spoken;
    this.#readinessDesk = options.readinessDesk;
    this.#rotations = options.rotations;
    this.#episodes = options.episodes;
    this.#now = options.now;
  }

  async listEnvironments(options: { environments?: string[] }) {
    const names = options.environments ?? this.#registry.names();
    const items = await this.#readinessDesk.read(names);
    return { items, totalItems: items.length };
  }

  async getEnvironment(name: string) {
    if (!this.#registry.find(name)) throw noSuchEnvironment(name);
    const [readiness] = await this.#readinessDesk.read([name]);
    return readiness;
  }

  async getSecrets(name: string) {
    const definition = this.#registry.get(name);
    const items = await this.#rotations.read(definition, await this.#now());
    return { items, totalItems: items.length };
  }

  async listDriftEpisodes(
    name: string,
    request: { offset?: number; limit?: number },
  ) {
    if (!this.#registry.find(name)) throw noSuchEnvironment(name);
    return this.#episodes.list(name, request);
  }

  async listRuns(
    request: ListRunsRequest,
    options: { environments?: string[] },
  ) {
    return this.#runs.list({ ...request, environments: options.environments });
  }

  async getRun(runId: string) {
    return this.#custody.describe(await this.#runs.get(runId));
  }

  async getPlan(runId: string) {
    await this.#runs.get(runId);
    const json = await this.#artifacts.read(runId, 'plan');
    return json === undefined
      ? undefined
      : (JSON.parse(json) as RedactedJson<RunPlan>);
  }

  async getPlanText(runId: string) {
    await this.#runs.get(runId);
    return this.#artifacts.read(runId, 'plan-text');
  }

  async createRun(
    request: CreateRunRequest,
    options: IacServiceRequestOptions,
  ) {
    const definition = this.#registry.get(request.environment);
    if (definition.problem) {
      throw new ConflictError(
        `Environment '${definition.name}' cannot run: ${definition.problem}`,
      );
    }
    if (UNSUPPORTED_OPERATIONS.includes(request.operation)) {
      throw new InputError(
        `Operation '${request.operation}' is not supported yet, plan an earlier commit by its 'ref' instead`,
      );
    }
    expectAllowed(definition, request);
    return this.#runs.create({
      environment: definition.name,
      operation: request.operation,
      // The environment's own ref is not stored: it tells runs that speak for
      // the environment from runs of a branch under review.
      ref: request.ref === definition.engine.ref ? undefined : request.ref,
      reason: await this.#spoken.redactIfGiven(definition.name, request.reason),
      ticket: await this.#spoken.redactIfGiven(definition.name, request.ticket),
      trigger: request.trigger ?? 'user',
      createdBy: subjectOf(options.credentials),
      idempotencyKey: request.idempotencyKey,
    });
  }

  getApproval: ScopedIacService['getApproval'] = (...given) =>
    this.#desk.getApproval(...given);

  approveRun: ScopedIacService['approveRun'] = (...given) =>
    this.#desk.approveRun(...given);

  rejectRun: ScopedIacService['rejectRun'] = (...given) =>
    this.#desk.rejectRun(...given);

  withdrawApproval: ScopedIacService['withdrawApproval'] = (...given) =>
    this.#desk.withdrawApproval(...given);

  listDiscussion: ScopedIacService['listDiscussion'] = (...given) =>
    this.#desk.listDiscussion(...given);

  addComment: ScopedIacService['addComment'] = (...given) =>
    this.#desk.addComment(...given);

  requestBreakGlass: ScopedIacService['requestBreakGlass'] = (...given) =>
    this.#breakGlass.requestBreakGlass(...given);

  confirmBreakGlass: ScopedIacService['confirmBreakGlass'] = (...given) =>
    this.#breakGlass.confirmBreakGlass(...given);

  reviewBreakGlass: ScopedIacService['reviewBreakGlass'] = async (...given) =>
    this.#told(await this.#breakGlass.reviewBreakGlass(...given));

  forceCancelRun: ScopedIacService['forceCancelRun'] = (...given) =>
    this.#custody.forceCancelRun(...given);

  reconcileRun: ScopedIacService['reconcileRun'] = (...given) =>
    this.#custody.reconcileRun(...given);

  closeRun: ScopedIacService['closeRun'] = async (...given) =>
    this.#told(await this.#custody.closeRun(...given));

  pushRescuedState: ScopedIacService['pushRescuedState'] = async (...given) =>
    this.#told(await this.#custody.pushRescuedState(...given));

  listQueue: ScopedIacService['listQueue'] = (...given) =>
    this.#custody.listQueue(...given);

  getStateLock: ScopedIacService['getStateLock'] = (...given) =>
    this.#custody.getStateLock(...given);

  unlockState: ScopedIacService['unlockState'] = async (...given) => {
    const unlocked = await this.#custody.unlockState(...given);
    await this.#readinessDesk.lookAgain(given[0]);
    return unlocked;
  };

  getOutputs: ScopedIacService['getOutputs'] = (...given) =>
    this.#custody.getOutputs(...given);

  listReadiness: ScopedIacService['listReadiness'] = (...given) =>
    this.#readinessDesk.listReadiness(...given);

  exportReadiness: ScopedIacService['exportReadiness'] = (...given) =>
    this.#readinessDesk.exportReadiness(...given);

  getReadiness: ScopedIacService['getReadiness'] = (...given) =>
    this.#readinessDesk.getReadiness(...given);

  recheck: ScopedIacService['recheck'] = (...given) =>
    this.#readinessDesk.recheck(...given);

  listVerdicts: ScopedIacService['listVerdicts'] = (...given) =>
    this.#readinessDesk.listVerdicts(...given);

  getTimeline: ScopedIacService['getTimeline'] = (...given) =>
    this.#readinessDesk.getTimeline(...given);

  getReadinessChanges: ScopedIacService['getReadinessChanges'] = (...given) =>
    this.#readinessDesk.getReadinessChanges(...given);

  getCheck: ScopedIacService['getCheck'] = (...given) =>
    this.#readinessDesk.getCheck(...given);

  requestWaiver: ScopedIacService['requestWaiver'] = (...given) =>
    this.#readinessDesk.requestWaiver(...given);

  decideWaiver: ScopedIacService['decideWaiver'] = (...given) =>
    this.#readinessDesk.decideWaiver(...given);

  revokeWaiver: ScopedIacService['revokeWaiver'] = (...given) =>
    this.#readinessDesk.revokeWaiver(...given);

  getBadgeUrl: ScopedIacService['getBadgeUrl'] = (...given) =>
    this.#readinessDesk.getBadgeUrl(...given);

  async discardRun(runId: string, options: IacServiceRequestOptions) {
    const run = await this.#runs.get(runId);
    expectState(run, ['awaiting_approval', 'approved'], 'discarded');
    return this.#transitions.transition({
      runId,
      from: run.state,
      to: 'discarded',
      patch: {
        stages: withApproval(run.stages, {
          status: 'skipped',
          finishedAt: new Date().toISOString(),
          message: safeText`Discarded by ${subjectOf(options.credentials)}`,
        }),
      },
    });
  }

  /** A run without a worker ends at once; one with a worker is asked to stop. */
  async cancelRun(runId: string, options: IacServiceRequestOptions) {
    const by = subjectOf(options.credentials);
    for (let attempt = 0; attempt < CANCEL_ATTEMPTS; attempt += 1) {
      const run = await this.#runs.get(runId);
      if (isTerminal(run.state)) {
        throw new ConflictError(
          `Run '${runId}' has ended as '${run.state}' and cannot be canceled`,
        );
      }
      if (await this.#transitions.requestCancel(runId, by)) {
        return this.getRun(runId);
      }
      const canceled = await this.#cancelUnowned(run);
      if (canceled) return canceled;
    }
    throw new ConflictError(
      `Run '${runId}' is changing its state right now, try again`,
    );
  }

  async readLog(runId: string, request: { after?: number; limit?: number }) {
    const limit = request.limit ?? DEFAULT_LOG_CHUNKS;
    // The state first: a run that has ended has stored its last line before.
    const { state } = await this.#runs.get(runId);
    const chunks = await this.#logs.read(runId, {
      after: request.after ?? 0,
      limit,
    });
    return { chunks, finished: isTerminal(state) && chunks.length < limit };
  }

  /** What a person did to a run without moving its state: the checks are to know. */
  async #told(run: Run): Promise<Run> {
    await this.#readinessDesk.lookAgain(run.environment);
    return run;
  }

  async #cancelUnowned(run: StoredRun): Promise<Run | undefined> {
    try {
      return await this.#transitions.transition({
        runId: run.id,
        from: run.state,
        to: 'canceled',
        patch: { stages: stopRunningStages(run.stages) },
      });
    } catch (error) {
      if (error instanceof ConflictError) return undefined;
      throw error;
    }
  }
}

function expectState(run: Run, states: RunState[], verb: string): void {
  if (!states.includes(run.state)) {
    throw new ConflictError(
      `Run '${run.id}' is '${run.state}' and cannot be ${verb}`,
    );
  }
}
