import { NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  iacEnvironmentReadPermission,
  iacPlanReadPermission,
  iacRunApplyPermission,
  iacRunApprovePermission,
  iacRunCancelPermission,
  iacRunCreatePermission,
  isChangingOperation,
  type CreateRunRequest,
  type ListRunsRequest,
} from '@backstage-iac/plugin-iac-common';
import type {
  IacService,
  IacServiceRequestOptions,
} from '@backstage-iac/plugin-iac-node';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import type { ScopedIacService } from './ScopedIacService';

/** Lets callers do only what they may, whoever they are and whichever way they come. */
export class AuthorizedIacService implements IacService {
  readonly #service: ScopedIacService;
  readonly #authorizer: EnvironmentAuthorizer;

  constructor(options: {
    service: ScopedIacService;
    authorizer: EnvironmentAuthorizer;
  }) {
    this.#service = options.service;
    this.#authorizer = options.authorizer;
  }

  async listEnvironments(options: IacServiceRequestOptions) {
    return this.#service.listEnvironments({
      ...options,
      environments: await this.#visible(options),
    });
  }

  async getEnvironment(name: string, options: IacServiceRequestOptions) {
    await this.#authorizer.require(name, [], options.credentials);
    return this.#service.getEnvironment(name, options);
  }

  async getSecrets(name: string, options: IacServiceRequestOptions) {
    await this.#authorizer.require(name, [], options.credentials);
    return this.#service.getSecrets(name, options);
  }

  async listRuns(request: ListRunsRequest, options: IacServiceRequestOptions) {
    return this.#service.listRuns(request, {
      ...options,
      environments: await this.#visible(options),
    });
  }

  async getRun(runId: string, options: IacServiceRequestOptions) {
    return this.#requireForRun(runId, [], options);
  }

  async getPlan(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options);
    return this.#service.getPlan(runId, options);
  }

  async getPlanText(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options);
    return this.#service.getPlanText(runId, options);
  }

  async createRun(
    request: CreateRunRequest,
    options: IacServiceRequestOptions,
  ) {
    await this.#authorizer.require(
      request.environment,
      isChangingOperation(request.operation)
        ? [iacRunCreatePermission, iacRunApplyPermission]
        : [iacRunCreatePermission],
      options.credentials,
    );
    return this.#service.createRun(request, options);
  }

  async approveRun(
    runId: string,
    approvalDigest: string,
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(
      runId,
      [iacRunApprovePermission, iacRunApplyPermission],
      options,
    );
    return this.#service.approveRun(runId, approvalDigest, options);
  }

  async discardRun(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacRunCancelPermission], options);
    return this.#service.discardRun(runId, options);
  }

  async cancelRun(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacRunCancelPermission], options);
    return this.#service.cancelRun(runId, options);
  }

  async readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options);
    return this.#service.readLog(runId, request, options);
  }

  async #visible({ credentials }: IacServiceRequestOptions) {
    return this.#authorizer.allowed(iacEnvironmentReadPermission, credentials);
  }

  async #requireForRun(
    runId: string,
    permissions: ResourcePermission[],
    options: IacServiceRequestOptions,
  ) {
    const run = await this.#service.getRun(runId, options);
    try {
      await this.#authorizer.require(
        run.environment,
        permissions,
        options.credentials,
      );
    } catch (error) {
      // Not "no such environment", which would tell that the run exists.
      if (error instanceof NotFoundError) {
        throw new NotFoundError(`No run found with id '${runId}'`);
      }
      throw error;
    }
    return run;
  }
}
