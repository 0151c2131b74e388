import type {
  EnvironmentReadiness,
  ListRunsRequest,
  Page,
  Run,
} from '@backstage-iac/plugin-iac-common';
import type {
  IacService,
  IacServiceRequestOptions,
} from '@backstage-iac/plugin-iac-node';

/** Lists can be narrowed to the environments that a caller may see. */
export interface ScopedIacService extends IacService {
  listEnvironments(
    options: IacServiceRequestOptions & { environments?: string[] },
  ): Promise<Page<EnvironmentReadiness>>;
  listRuns(
    request: ListRunsRequest,
    options: IacServiceRequestOptions & { environments?: string[] },
  ): Promise<Page<Run>>;
}
