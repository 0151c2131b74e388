import { NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  iacEnvironmentReadPermission,
  iacOutputReadPermission,
  iacPlanReadPermission,
  iacRunApplyPermission,
  iacRunApprovePermission,
  iacRunBreakGlassPermission,
  iacRunCancelPermission,
  iacRunCreatePermission,
  iacRunForceCancelPermission,
  iacStatePushPermission,
  iacStateUnlockPermission,
  isChangingOperation,
  type ApproveRequest,
  type ClosedAs,
  type CommentRequest,
  type CreateRunRequest,
  type ListRunsRequest,
  type RejectRequest,
  type UnlockRequest,
} from '@backstage-iac/plugin-iac-common';
import type {
  IacService,
  IacServiceRequestOptions,
} from '@backstage-iac/plugin-iac-node';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import { AuthorizedReadiness } from './AuthorizedReadiness';
import type { RedactedIacService, ScopedIacService } from './ScopedIacService';

/** Lets callers do only what they may, whoever they are and whichever way they come. */
export class AuthorizedIacService implements RedactedIacService {
  readonly #service: ScopedIacService;
  readonly #authorizer: EnvironmentAuthorizer;
  readonly #readiness: AuthorizedReadiness;

  constructor(options: {
    service: ScopedIacService;
    authorizer: EnvironmentAuthorizer;
  }) {
    this.#service = options.service;
    this.#authorizer = options.authorizer;
    this.#readiness = new AuthorizedReadiness(options);
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

  async listDriftEpisodes(
    name: string,
    request: { offset?: number; limit?: number },
    options: IacServiceRequestOptions,
  ) {
    await this.#authorizer.require(name, [], options.credentials);
    return this.#service.listDriftEpisodes(name, request, options);
  }

  async listRuns(request: ListRunsRequest, options: IacServiceRequestOptions) {
    return this.#service.listRuns(request, {
      ...options,
      environments: await this.#visible(options),
    });
  }

  async getRun(runId: string, options: IacServiceRequestOptions) {
    return this.#requireForRun(runId, [], options, 'look');
  }

  async getPlan(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options, 'look');
    return this.#service.getPlan(runId, options);
  }

  async getPlanText(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options, 'look');
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
      request.operation,
    );
    return this.#service.createRun(request, options);
  }

  async getApproval(runId: string, options: IacServiceRequestOptions) {
    const run = await this.#requireForRun(runId, [], options, 'look');
    const [approve, breakGlass] = await Promise.all(
      [
        [iacRunApprovePermission, iacRunApplyPermission],
        [iacRunBreakGlassPermission],
      ].map(permissions =>
        this.#authorizer.may(
          run.environment,
          permissions,
          options.credentials,
          run.operation,
        ),
      ),
    );
    return this.#service.getApproval(runId, {
      ...options,
      may: { approve, breakGlass },
    });
  }

  async approveRun(
    runId: string,
    request: ApproveRequest,
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(
      runId,
      [iacRunApprovePermission, iacRunApplyPermission],
      options,
    );
    return this.#service.approveRun(runId, request, options);
  }

  async rejectRun(
    runId: string,
    request: RejectRequest,
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacRunApprovePermission], options);
    return this.#service.rejectRun(runId, request, options);
  }

  async withdrawApproval(
    runId: string,
    request: CommentRequest,
    options: IacServiceRequestOptions,
  ) {
    // Nobody may be kept from taking back what they said.
    await this.#requireForRun(runId, [], options);
    return this.#service.withdrawApproval(runId, request, options);
  }

  async listDiscussion(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options, 'look');
    return this.#service.listDiscussion(runId, options);
  }

  async addComment(
    runId: string,
    request: { text: string },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options);
    return this.#service.addComment(runId, request, options);
  }

  async requestBreakGlass(
    runId: string,
    request: { approvalDigest: string; reason: string },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacRunBreakGlassPermission], options);
    return this.#service.requestBreakGlass(runId, request, options);
  }

  async confirmBreakGlass(
    runId: string,
    request: ApproveRequest,
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacRunBreakGlassPermission], options);
    return this.#service.confirmBreakGlass(runId, request, options);
  }

  async reviewBreakGlass(
    runId: string,
    request: { comment: string },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacRunBreakGlassPermission], options);
    return this.#service.reviewBreakGlass(runId, request, options);
  }

  async discardRun(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacRunCancelPermission], options);
    return this.#service.discardRun(runId, options);
  }

  async cancelRun(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacRunCancelPermission], options);
    return this.#service.cancelRun(runId, options);
  }

  async forceCancelRun(
    runId: string,
    request: { confirm: string },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacRunForceCancelPermission], options);
    return this.#service.forceCancelRun(runId, request, options);
  }

  async reconcileRun(runId: string, options: IacServiceRequestOptions) {
    await this.#requireForRun(runId, [iacRunCreatePermission], options);
    return this.#service.reconcileRun(runId, options);
  }

  async closeRun(
    runId: string,
    request: { as: ClosedAs; comment: string },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacRunApplyPermission], options);
    return this.#service.closeRun(runId, request, options);
  }

  async pushRescuedState(
    runId: string,
    request: { confirm: string },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacStatePushPermission], options);
    return this.#service.pushRescuedState(runId, request, options);
  }

  async listQueue(options: IacServiceRequestOptions) {
    return this.#service.listQueue({
      ...options,
      environments: await this.#visible(options),
    });
  }

  async getStateLock(environment: string, options: IacServiceRequestOptions) {
    await this.#authorizer.require(environment, [], options.credentials);
    return this.#service.getStateLock(environment, options);
  }

  async unlockState(
    environment: string,
    request: UnlockRequest,
    options: IacServiceRequestOptions,
  ) {
    await this.#authorizer.require(
      environment,
      [iacStateUnlockPermission],
      options.credentials,
    );
    return this.#service.unlockState(environment, request, options);
  }

  async getOutputs(environment: string, options: IacServiceRequestOptions) {
    await this.#authorizer.require(
      environment,
      [iacOutputReadPermission],
      options.credentials,
    );
    return this.#service.getOutputs(environment, options);
  }

  async readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options: IacServiceRequestOptions,
  ) {
    await this.#requireForRun(runId, [iacPlanReadPermission], options, 'look');
    return this.#service.readLog(runId, request, options);
  }

  async listReadiness(...given: Parameters<IacService['listReadiness']>) {
    return this.#readiness.listReadiness(...given);
  }

  async exportReadiness(...given: Parameters<IacService['exportReadiness']>) {
    return this.#readiness.exportReadiness(...given);
  }

  async getReadiness(...given: Parameters<IacService['getReadiness']>) {
    return this.#readiness.getReadiness(...given);
  }

  async recheck(...given: Parameters<IacService['recheck']>) {
    return this.#readiness.recheck(...given);
  }

  async listVerdicts(...given: Parameters<IacService['listVerdicts']>) {
    return this.#readiness.listVerdicts(...given);
  }

  async getTimeline(...given: Parameters<IacService['getTimeline']>) {
    return this.#readiness.getTimeline(...given);
  }

  async getReadinessChanges(
    ...given: Parameters<IacService['getReadinessChanges']>
  ) {
    return this.#readiness.getReadinessChanges(...given);
  }

  async getCheck(...given: Parameters<IacService['getCheck']>) {
    return this.#readiness.getCheck(...given);
  }

  async requestWaiver(...given: Parameters<IacService['requestWaiver']>) {
    return this.#readiness.requestWaiver(...given);
  }

  async decideWaiver(...given: Parameters<IacService['decideWaiver']>) {
    return this.#readiness.decideWaiver(...given);
  }

  async revokeWaiver(...given: Parameters<IacService['revokeWaiver']>) {
    return this.#readiness.revokeWaiver(...given);
  }

  async getBadgeUrl(...given: Parameters<IacService['getBadgeUrl']>) {
    return this.#readiness.getBadgeUrl(...given);
  }

  async #visible({ credentials }: IacServiceRequestOptions) {
    return this.#authorizer.allowed(iacEnvironmentReadPermission, credentials);
  }

  async #requireForRun(
    runId: string,
    permissions: ResourcePermission[],
    options: IacServiceRequestOptions,
    change: 'change' | 'look' = 'change',
  ) {
    const run = await this.#service.getRun(runId, options);
    try {
      await this.#authorizer.require(
        run.environment,
        permissions,
        options.credentials,
        change === 'look' ? undefined : run.operation,
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
