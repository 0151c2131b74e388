import type { EnvironmentReadiness } from './environments';
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
export interface IacApi {
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
  /** Approve the plan whose approval digest is given; refused when the plan has another one. */
  approveRun(
    runId: string,
    approvalDigest: string,
    options?: RequestOptions,
  ): Promise<Run>;
  discardRun(runId: string, options?: RequestOptions): Promise<Run>;
  cancelRun(runId: string, options?: RequestOptions): Promise<Run>;
  /** Log pieces after a cursor, at most `limit`. An empty answer means nothing new yet. */
  readLog(
    runId: string,
    request?: { after?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<{ chunks: LogChunk[]; finished: boolean }>;
}

/** @public */
export interface RequestOptions {
  token?: string;
  signal?: AbortSignal;
}
