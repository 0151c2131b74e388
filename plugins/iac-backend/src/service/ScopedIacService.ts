import type {
  ApprovalStatus,
  EnvironmentReadiness,
  ListReadinessRequest,
  ListRunsRequest,
  Page,
  QueueEntry,
  ReadinessLine,
  Run,
} from '@backstage-iac/plugin-iac-common';
import type {
  IacService,
  IacServiceRequestOptions,
} from '@backstage-iac/plugin-iac-node';

/** Lists are narrowed to the environments that a caller may see. */
type Scoped = IacServiceRequestOptions & { environments?: string[] };

/** The rules about runs, told what the caller may; decides nothing about permissions. */
export interface ScopedIacService extends IacService {
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
