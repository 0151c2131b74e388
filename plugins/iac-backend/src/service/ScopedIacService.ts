import type {
  ApprovalStatus,
  EnvironmentReadiness,
  ListReadinessRequest,
  ListRunsRequest,
  LogChunk,
  Page,
  QueueEntry,
  ReadinessLine,
  RedactedJson,
  RedactedText,
  Run,
  RunPlan,
} from '@backstage-iac/plugin-iac-common';
import type {
  IacService,
  IacServiceRequestOptions,
} from '@backstage-iac/plugin-iac-node';

/** The service, saying in its types that what Terraform printed is redacted. */
export interface RedactedIacService extends IacService {
  getPlan(
    runId: string,
    options: IacServiceRequestOptions,
  ): Promise<RedactedJson<RunPlan> | undefined>;
  getPlanText(
    runId: string,
    options: IacServiceRequestOptions,
  ): Promise<RedactedText | undefined>;
  readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options: IacServiceRequestOptions,
  ): Promise<{ chunks: LogChunk[]; finished: boolean }>;
}

/** Lists are narrowed to the environments that a caller may see. */
type Scoped = IacServiceRequestOptions & { environments?: string[] };

/** The rules about runs, told what the caller may; decides nothing about permissions. */
export interface ScopedIacService extends RedactedIacService {
  listEnvironments(options: Scoped): Promise<Page<EnvironmentReadiness>>;
  listRuns(request: ListRunsRequest, options: Scoped): Promise<Page<Run>>;
  listReadiness(
    request: ListReadinessRequest,
    options: Scoped,
  ): Promise<Page<ReadinessLine>>;
  exportReadiness(
    request: ListReadinessRequest & { format: 'json' | 'csv' },
    options: Scoped,
  ): Promise<string>;
  listQueue(options: Scoped): Promise<QueueEntry[]>;
  getApproval(
    runId: string,
    options: IacServiceRequestOptions & {
      /** Permissions that the caller has; by default all. */
      may?: { approve: boolean; breakGlass: boolean };
    },
  ): Promise<ApprovalStatus>;
}
