import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CreateRunRequest,
  EnvironmentReadiness,
  ListRunsRequest,
  LogChunk,
  Page,
  Run,
  RunPlan,
  SecretRotation,
} from '@backstage-iac/plugin-iac-common';

/** @public */
export interface IacServiceRequestOptions {
  /** On whose behalf. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** What other backend plugins can ask of the `iac` plugin. @public */
export interface IacService {
  listEnvironments(
    options: IacServiceRequestOptions,
  ): Promise<Page<EnvironmentReadiness>>;
  getEnvironment(
    name: string,
    options: IacServiceRequestOptions,
  ): Promise<EnvironmentReadiness>;
  /** How old the secrets of an environment are; never their values. */
  getSecrets(
    name: string,
    options: IacServiceRequestOptions,
  ): Promise<Page<SecretRotation>>;
  listRuns(
    request: ListRunsRequest,
    options: IacServiceRequestOptions,
  ): Promise<Page<Run>>;
  getRun(runId: string, options: IacServiceRequestOptions): Promise<Run>;
  /** `undefined` while the run has no plan. */
  getPlan(
    runId: string,
    options: IacServiceRequestOptions,
  ): Promise<RunPlan | undefined>;
  /** The plan as Terraform prints it, redacted. */
  getPlanText(
    runId: string,
    options: IacServiceRequestOptions,
  ): Promise<string | undefined>;
  createRun(
    request: CreateRunRequest,
    options: IacServiceRequestOptions,
  ): Promise<Run>;
  /** Approve the plan whose approval digest is given; refused when the plan has another one. */
  approveRun(
    runId: string,
    approvalDigest: string,
    options: IacServiceRequestOptions,
  ): Promise<Run>;
  discardRun(runId: string, options: IacServiceRequestOptions): Promise<Run>;
  cancelRun(runId: string, options: IacServiceRequestOptions): Promise<Run>;
  /** Log pieces after a cursor, at most `limit`. An empty answer means nothing new yet. */
  readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options: IacServiceRequestOptions,
  ): Promise<{ chunks: LogChunk[]; finished: boolean }>;
}
