import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isChangingOperation,
  type ApproveRequest,
  type ClosedAs,
  type CreateRunRequest,
  type DiscussionEntry,
  type DriftEpisode,
  type EnvironmentOutput,
  type EnvironmentReadiness,
  type ListRunsRequest,
  type LogChunk,
  type Protection,
  type QueueEntry,
  type RejectRequest,
  type RequestWaiverRequest,
  type Run,
  type RunPlan,
  type SecretRotation,
  type StateLockStatus,
  type UnlockRequest,
} from '@backstage-iac/plugin-iac-common';
import { pollLog, type FollowLogRequest, type IacPortalApi } from '../api';
import { aRun, anEnvironment } from './fixtures';
import {
  MemoryApprovals,
  type MemoryApprovalsOptions,
} from './MemoryApprovals';
import {
  MemoryReadiness,
  type MemoryReadinessOptions,
} from './MemoryReadiness';

const CONFIRM_WITHIN_MS = 15 * 60_000;
const REVIEW_WITHIN_MS = 72 * 3_600_000;

export interface MemoryIacApiOptions
  extends MemoryApprovalsOptions,
    MemoryReadinessOptions {
  environments?: EnvironmentReadiness[];
  runs?: Run[];
  /** By run id. */
  plans?: Record<string, RunPlan>;
  /** By environment. */
  secrets?: Record<string, SecretRotation[]>;
  /** By environment, newest first. */
  driftEpisodes?: Record<string, DriftEpisode[]>;
  planTexts?: Record<string, string>;
  logs?: Record<string, LogChunk[]>;
  discussions?: Record<string, DiscussionEntry[]>;
  queue?: QueueEntry[];
  /** By environment. */
  locks?: Record<string, StateLockStatus>;
  outputs?: Record<string, EnvironmentOutput[]>;
  /** Who asks. @defaultValue `user:default/guest` */
  person?: string;
}

/** The portal's answers from memory, for tests and the development app. */
export class MemoryIacApi implements IacPortalApi {
  readonly #environments: EnvironmentReadiness[];
  readonly #runs: Map<string, Run>;
  readonly #discussions: Map<string, DiscussionEntry[]>;
  readonly #locks: Map<string, StateLockStatus>;
  readonly #approvals: MemoryApprovals;
  readonly #readiness: MemoryReadiness;
  readonly #person: string;
  readonly #options: MemoryIacApiOptions;

  constructor(options: MemoryIacApiOptions = {}) {
    this.#options = options;
    this.#person = options.person ?? 'user:default/guest';
    this.#environments = options.environments ?? [];
    this.#runs = new Map((options.runs ?? []).map(run => [run.id, run]));
    this.#discussions = new Map(Object.entries(options.discussions ?? {}));
    this.#locks = new Map(Object.entries(options.locks ?? {}));
    this.#approvals = new MemoryApprovals(options);
    this.#readiness = new MemoryReadiness({
      ...options,
      environments: this.#environments,
      person: this.#person,
    });
  }

  async listEnvironments() {
    return {
      items: this.#environments,
      totalItems: this.#environments.length,
    };
  }

  async getEnvironment(name: string) {
    const found = this.#environments.find(
      ({ environment }) => environment.name === name,
    );
    if (!found) throw new NotFoundError(`No environment '${name}' found`);
    return found;
  }

  async getSecrets(name: string) {
    const items = this.#options.secrets?.[name] ?? [];
    return { items, totalItems: items.length };
  }

  async listDriftEpisodes(
    environment: string,
    { offset = 0, limit = 25 }: { offset?: number; limit?: number },
  ) {
    const episodes = this.#options.driftEpisodes?.[environment] ?? [];
    return {
      items: episodes.slice(offset, offset + limit),
      totalItems: episodes.length,
    };
  }

  async listRuns({ environment, offset = 0, limit = 25 }: ListRunsRequest) {
    const runs = [...this.#runs.values()]
      .filter(run => !environment || run.environment === environment)
      .sort((a, b) => b.number - a.number);
    return {
      items: runs.slice(offset, offset + limit),
      totalItems: runs.length,
    };
  }

  async getRun(runId: string) {
    const run = this.#runs.get(runId);
    if (!run) throw new NotFoundError(`No run '${runId}' found`);
    return run;
  }

  async getPlan(runId: string) {
    return this.#options.plans?.[runId];
  }

  async getPlanText(runId: string) {
    return this.#options.planTexts?.[runId];
  }

  async createRun(request: CreateRunRequest) {
    const run = aRun({
      environment: request.environment,
      number: 1000 + this.#runs.size,
      operation: request.operation,
      ref: request.ref,
      reason: request.reason,
      ticket: request.ticket,
      createdBy: this.#person,
      state: 'pending',
      createdAt: new Date().toISOString(),
      startedAt: undefined,
      finishedAt: undefined,
      stages: [],
      waitsFor: { kind: 'worker' },
    });
    this.#runs.set(run.id, run);
    return run;
  }

  async getApproval(runId: string) {
    const run = await this.getRun(runId);
    return this.#approvals.status(run, this.#protection(run), this.#person);
  }

  async approveRun(runId: string, request: ApproveRequest) {
    const run = await this.getRun(runId);
    const protection = this.#protection(run);
    this.#approvals.add(
      run,
      {
        verdict: 'approved',
        digest: request.approvalDigest,
        comment: request.comment,
      },
      protection,
      this.#person,
    );
    this.#say(runId, 'approved', request.comment);
    const { given, required } = await this.getApproval(runId);
    if (given < required) return run;
    return this.#change(runId, {
      state: 'approved',
      approvedBy: this.#person,
      approvedAt: new Date().toISOString(),
      waitsFor: protection.freeze
        ? { kind: 'freeze', ...protection.freeze }
        : { kind: 'worker' },
    });
  }

  async rejectRun(runId: string, request: RejectRequest) {
    const run = await this.getRun(runId);
    this.#approvals.add(
      run,
      {
        verdict: 'rejected',
        digest: request.approvalDigest,
        comment: request.comment,
      },
      this.#protection(run),
      this.#person,
    );
    this.#say(runId, 'rejected', request.comment);
    return this.discardRun(runId);
  }

  async withdrawApproval(runId: string, request: { comment?: string }) {
    const run = await this.getRun(runId);
    this.#approvals.withdraw(run, this.#person);
    this.#say(runId, 'withdrawn', request.comment);
    return this.#change(runId, {
      state: 'awaiting_approval',
      waitsFor: undefined,
    });
  }

  async listDiscussion(runId: string) {
    return this.#discussions.get(runId) ?? [];
  }

  async addComment(runId: string, request: { text: string }) {
    return this.#say(runId, 'comment', request.text);
  }

  async requestBreakGlass(runId: string, request: { reason: string }) {
    const now = Date.now();
    this.#say(runId, 'break-glass-requested', request.reason);
    return this.#change(runId, {
      breakGlass: {
        requestedBy: this.#person,
        reason: request.reason,
        requestedAt: new Date(now).toISOString(),
        expiresAt: new Date(now + CONFIRM_WITHIN_MS).toISOString(),
      },
    });
  }

  async confirmBreakGlass(runId: string, request: ApproveRequest) {
    const { breakGlass } = await this.getRun(runId);
    if (!breakGlass) throw new ConflictError('Nobody asked for break-glass');
    const now = Date.now();
    this.#say(runId, 'break-glass-confirmed', request.comment);
    return this.#change(runId, {
      state: 'approved',
      waitsFor: { kind: 'worker' },
      breakGlass: {
        ...breakGlass,
        confirmedBy: this.#person,
        confirmedAt: new Date(now).toISOString(),
        reviewDueAt: new Date(now + REVIEW_WITHIN_MS).toISOString(),
      },
    });
  }

  async reviewBreakGlass(runId: string, request: { comment: string }) {
    const { breakGlass } = await this.getRun(runId);
    if (!breakGlass) throw new ConflictError('Nobody asked for break-glass');
    this.#say(runId, 'break-glass-reviewed', request.comment);
    return this.#change(runId, {
      breakGlass: {
        ...breakGlass,
        reviewedBy: this.#person,
        reviewedAt: new Date().toISOString(),
        reviewComment: request.comment,
      },
    });
  }

  async discardRun(runId: string) {
    return this.#change(runId, {
      state: 'discarded',
      finishedAt: new Date().toISOString(),
    });
  }

  async cancelRun(runId: string) {
    return this.#change(runId, {
      cancelRequestedBy: this.#person,
      cancelRequestedAt: new Date().toISOString(),
      forceCancelAvailableAt: new Date(Date.now() + 120_000).toISOString(),
    });
  }

  async forceCancelRun(runId: string, request: { confirm: string }) {
    const run = await this.getRun(runId);
    assertTyped(request.confirm, run.environment);
    this.#say(runId, 'force-canceled');
    return this.#change(runId, {
      forceCancelRequestedBy: this.#person,
      forceCancelRequestedAt: new Date().toISOString(),
    });
  }

  async reconcileRun(runId: string) {
    const { reconciliation } = await this.getRun(runId);
    if (!reconciliation) throw new ConflictError('The outcome is known');
    return this.#change(runId, {
      reconciliation: {
        ...reconciliation,
        at: new Date().toISOString(),
        process: 'ended',
      },
    });
  }

  async closeRun(runId: string, request: { as: ClosedAs; comment: string }) {
    this.#say(runId, 'closed', request.comment);
    return this.#change(runId, {
      closed: {
        ...request,
        by: this.#person,
        at: new Date().toISOString(),
      },
    });
  }

  async pushRescuedState(runId: string, request: { confirm: string }) {
    const run = await this.getRun(runId);
    assertTyped(request.confirm, run.environment);
    this.#say(runId, 'state-pushed');
    return this.#change(runId, { rescuedState: false });
  }

  async listQueue() {
    return this.#options.queue ?? [];
  }

  async getStateLock(environment: string): Promise<StateLockStatus> {
    return (
      this.#locks.get(environment) ?? { status: 'unlocked', orphan: 'unproved' }
    );
  }

  async unlockState(environment: string, request: UnlockRequest) {
    const { lock } = await this.getStateLock(environment);
    if (lock?.id !== request.lockId) {
      throw new ConflictError(`Another lock than '${request.lockId}' is held`);
    }
    assertTyped(request.confirm, environment);
    this.#locks.delete(environment);
    return this.getStateLock(environment);
  }

  async getOutputs(environment: string) {
    return this.#options.outputs?.[environment] ?? [];
  }

  async readLog(runId: string, request: { after?: number } = {}) {
    const { after } = request;
    const chunks = (this.#options.logs?.[runId] ?? []).filter(
      ({ cursor }) => after === undefined || cursor > after,
    );
    return { chunks, finished: true };
  }

  async followLog(runId: string, request: FollowLogRequest) {
    await pollLog(this, runId, { ...request, until: 'end' });
  }

  async listReadiness() {
    return this.#readiness.listReadiness();
  }

  async exportReadiness() {
    return this.#readiness.exportReadiness();
  }

  async getReadiness(environment: string) {
    return this.#readiness.getReadiness(environment);
  }

  async listVerdicts() {
    return this.#readiness.listVerdicts();
  }

  async getTimeline(environment: string) {
    return this.#readiness.getTimeline(environment);
  }

  async getReadinessChanges(environment: string) {
    return this.#readiness.getReadinessChanges(environment);
  }

  async recheck(environment: string) {
    return this.#readiness.recheck(environment);
  }

  async getCheck(environment: string, checkId: string) {
    return this.#readiness.getCheck(environment, checkId);
  }

  async requestWaiver(
    environment: string,
    checkId: string,
    request: RequestWaiverRequest,
  ) {
    return this.#readiness.requestWaiver(environment, checkId, request);
  }

  async decideWaiver(
    environment: string,
    waiverId: string,
    request: { approve: boolean },
  ) {
    return this.#readiness.decideWaiver(environment, waiverId, request);
  }

  async revokeWaiver(environment: string, waiverId: string) {
    return this.#readiness.revokeWaiver(environment, waiverId);
  }

  async getBadgeUrl(environment: string) {
    return this.#readiness.getBadgeUrl(environment);
  }

  #protection(run: Run): Protection {
    const known = this.#environments.find(
      ({ environment }) => environment.name === run.environment,
    );
    const protection = (known?.environment ?? anEnvironment()).protection;
    if (isChangingOperation(run.operation)) return protection;
    return { ...protection, breakGlass: false };
  }

  #say(
    runId: string,
    kind: DiscussionEntry['kind'],
    text?: string,
  ): DiscussionEntry {
    const entries = this.#discussions.get(runId) ?? [];
    const entry: DiscussionEntry = {
      id: `${runId}.${entries.length}`,
      kind,
      person: this.#person,
      at: new Date().toISOString(),
      ...(text ? { text } : {}),
    };
    this.#discussions.set(runId, [...entries, entry]);
    return entry;
  }

  async #change(runId: string, changes: Partial<Run>): Promise<Run> {
    const run = { ...(await this.getRun(runId)), ...changes };
    this.#runs.set(runId, run);
    return run;
  }
}

function assertTyped(typed: string, environment: string): void {
  if (typed !== environment) {
    throw new ConflictError(`Type '${environment}' to confirm`);
  }
}
