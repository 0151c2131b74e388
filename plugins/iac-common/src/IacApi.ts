import type { ApprovalStatus, DiscussionEntry } from './approvals';
import type { ClosedAs, QueueEntry, StateLockStatus } from './custody';
import type { DriftEpisode } from './driftEpisodes';
import type { EnvironmentReadiness } from './environments';
import type { ReadinessApi } from './readiness/ReadinessApi';
import type {
  CreateRunRequest,
  ListRunsRequest,
  LogChunk,
  Page,
  Run,
  RunPlan,
} from './runs';
import type { SecretRotation } from './secrets';

/** Everything a page, a script or an action can ask of the portal. @public */
export interface IacApi extends ReadinessApi {
  listEnvironments(
    options?: RequestOptions,
  ): Promise<Page<EnvironmentReadiness>>;
  getEnvironment(
    name: string,
    options?: RequestOptions,
  ): Promise<EnvironmentReadiness>;
  /** How old the secrets of an environment are; never their values. */
  getSecrets(
    name: string,
    options?: RequestOptions,
  ): Promise<Page<SecretRotation>>;
  /** Drift of an environment with its beginning, causes and end, newest first. */
  listDriftEpisodes(
    environment: string,
    /** `limit`: 1 to 200, by default 25. */
    request: { offset?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<Page<DriftEpisode>>;
  listRuns(
    request: ListRunsRequest,
    options?: RequestOptions,
  ): Promise<Page<Run>>;
  getRun(runId: string, options?: RequestOptions): Promise<Run>;
  /** `undefined` while the run has no plan. */
  getPlan(
    runId: string,
    options?: RequestOptions,
  ): Promise<RunPlan | undefined>;
  /** The plan as Terraform prints it, redacted. */
  getPlanText(
    runId: string,
    options?: RequestOptions,
  ): Promise<string | undefined>;
  createRun(request: CreateRunRequest, options?: RequestOptions): Promise<Run>;
  /** What the plan needs before it is applied, and what the caller may do about it. */
  getApproval(runId: string, options?: RequestOptions): Promise<ApprovalStatus>;
  /** Approve the plan whose approval digest is given; refused when the plan has another one. */
  approveRun(
    runId: string,
    request: ApproveRequest,
    options?: RequestOptions,
  ): Promise<Run>;
  /** Say no to the plan, for a reason. Ends the run. */
  rejectRun(
    runId: string,
    request: RejectRequest,
    options?: RequestOptions,
  ): Promise<Run>;
  /** Take back one's own approval, as long as nothing is being applied. */
  withdrawApproval(
    runId: string,
    request: CommentRequest,
    options?: RequestOptions,
  ): Promise<Run>;
  listDiscussion(
    runId: string,
    options?: RequestOptions,
  ): Promise<DiscussionEntry[]>;
  addComment(
    runId: string,
    request: { text: string },
    options?: RequestOptions,
  ): Promise<DiscussionEntry>;
  /** Ask to apply against the rules; a second person must confirm in time. */
  requestBreakGlass(
    runId: string,
    request: { approvalDigest: string; reason: string },
    options?: RequestOptions,
  ): Promise<Run>;
  confirmBreakGlass(
    runId: string,
    request: ApproveRequest,
    options?: RequestOptions,
  ): Promise<Run>;
  reviewBreakGlass(
    runId: string,
    request: { comment: string },
    options?: RequestOptions,
  ): Promise<Run>;
  discardRun(runId: string, options?: RequestOptions): Promise<Run>;
  cancelRun(runId: string, options?: RequestOptions): Promise<Run>;
  /** End a run that did not stop in time. What it was doing may be lost. */
  forceCancelRun(
    runId: string,
    request: { confirm: string },
    options?: RequestOptions,
  ): Promise<Run>;
  /** Look again at what an apply with an unknown outcome did. */
  reconcileRun(runId: string, options?: RequestOptions): Promise<Run>;
  /** A person's word on an unknown outcome. `replan` queues the run that plans again. */
  closeRun(
    runId: string,
    request: { as: ClosedAs; comment: string },
    options?: RequestOptions,
  ): Promise<Run>;
  /** Save the state that Terraform could not save. */
  pushRescuedState(
    runId: string,
    request: { confirm: string },
    options?: RequestOptions,
  ): Promise<Run>;
  /** Runs that wait for a worker, the next one first. */
  listQueue(options?: RequestOptions): Promise<QueueEntry[]>;
  getStateLock(
    environment: string,
    options?: RequestOptions,
  ): Promise<StateLockStatus>;
  /** Release a lock whose holder is proved dead. */
  unlockState(
    environment: string,
    request: UnlockRequest,
    options?: RequestOptions,
  ): Promise<StateLockStatus>;
  /** Outputs in the state; sensitive ones without a value. */
  getOutputs(
    environment: string,
    options?: RequestOptions,
  ): Promise<EnvironmentOutput[]>;
  /** Log pieces after a cursor, at most `limit`. An empty answer means nothing new yet. */
  readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<{ chunks: LogChunk[]; finished: boolean }>;
}

/** @public */
export interface RequestOptions {
  token?: string;
  signal?: AbortSignal;
}

/** @public */
export interface ApproveRequest {
  approvalDigest: string;
  comment?: string;
  /** The environment's name, where guarded changes ask for it to be typed. */
  confirm?: string;
}

/** @public */
export interface RejectRequest {
  approvalDigest: string;
  comment: string;
}

/** @public */
export interface CommentRequest {
  comment?: string;
}

/** @public */
export interface UnlockRequest {
  /** Of the lock that was seen; refused when another one is held by now. */
  lockId: string;
  reason: string;
  /** The environment's name. */
  confirm: string;
}

/** @public */
export interface EnvironmentOutput {
  name: string;
  sensitive: boolean;
  /** JSON, redacted; absent for a sensitive one. */
  json?: string;
}
