import type {
  EnvironmentReadiness,
  ListRunsRequest,
  LogChunk,
  Page,
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

/** Lists can be narrowed to the environments that a caller may see. */
export interface ScopedIacService extends RedactedIacService {
  listEnvironments(
    options: IacServiceRequestOptions & { environments?: string[] },
  ): Promise<Page<EnvironmentReadiness>>;
  listRuns(
    request: ListRunsRequest,
    options: IacServiceRequestOptions & { environments?: string[] },
  ): Promise<Page<Run>>;
}
