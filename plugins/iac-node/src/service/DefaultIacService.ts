import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  IacClient,
  type ApproveRequest,
  type ClosedAs,
  type CommentRequest,
  type CreateRunRequest,
  type IacApi,
  type ListRunsRequest,
  type RejectRequest,
  type RequestOptions,
  type UnlockRequest,
} from '@backstage-iac/plugin-iac-common';
import type { IacService, IacServiceRequestOptions } from './IacService';

/** Speaks to the plugin over HTTP, with a fresh token for each request. */
export class DefaultIacService implements IacService {
  readonly #auth: AuthService;
  readonly #client: IacApi;

  static create(options: { auth: AuthService; discovery: DiscoveryService }) {
    return new DefaultIacService(
      options.auth,
      new IacClient({
        discoveryApi: options.discovery,
        fetchApi: { fetch: (...request) => fetch(...request) },
      }),
    );
  }

  private constructor(auth: AuthService, client: IacApi) {
    this.#auth = auth;
    this.#client = client;
  }

  async listEnvironments(options: IacServiceRequestOptions) {
    return this.#client.listEnvironments(await this.#authorize(options));
  }

  async getEnvironment(name: string, options: IacServiceRequestOptions) {
    return this.#client.getEnvironment(name, await this.#authorize(options));
  }

  async getSecrets(name: string, options: IacServiceRequestOptions) {
    return this.#client.getSecrets(name, await this.#authorize(options));
  }

  async listDriftEpisodes(
    environment: string,
    request: { offset?: number; limit?: number },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.listDriftEpisodes(
      environment,
      request,
      await this.#authorize(options),
    );
  }

  async listRuns(request: ListRunsRequest, options: IacServiceRequestOptions) {
    return this.#client.listRuns(request, await this.#authorize(options));
  }

  async getRun(runId: string, options: IacServiceRequestOptions) {
    return this.#client.getRun(runId, await this.#authorize(options));
  }

  async getPlan(runId: string, options: IacServiceRequestOptions) {
    return this.#client.getPlan(runId, await this.#authorize(options));
  }

  async getPlanText(runId: string, options: IacServiceRequestOptions) {
    return this.#client.getPlanText(runId, await this.#authorize(options));
  }

  async createRun(
    request: CreateRunRequest,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.createRun(request, await this.#authorize(options));
  }

  async getApproval(runId: string, options: IacServiceRequestOptions) {
    return this.#client.getApproval(runId, await this.#authorize(options));
  }

  async approveRun(
    runId: string,
    request: ApproveRequest,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.approveRun(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async rejectRun(
    runId: string,
    request: RejectRequest,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.rejectRun(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async withdrawApproval(
    runId: string,
    request: CommentRequest,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.withdrawApproval(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async listDiscussion(runId: string, options: IacServiceRequestOptions) {
    return this.#client.listDiscussion(runId, await this.#authorize(options));
  }

  async addComment(
    runId: string,
    request: { text: string },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.addComment(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async requestBreakGlass(
    runId: string,
    request: { approvalDigest: string; reason: string },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.requestBreakGlass(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async confirmBreakGlass(
    runId: string,
    request: ApproveRequest,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.confirmBreakGlass(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async reviewBreakGlass(
    runId: string,
    request: { comment: string },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.reviewBreakGlass(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async discardRun(runId: string, options: IacServiceRequestOptions) {
    return this.#client.discardRun(runId, await this.#authorize(options));
  }

  async cancelRun(runId: string, options: IacServiceRequestOptions) {
    return this.#client.cancelRun(runId, await this.#authorize(options));
  }

  async forceCancelRun(
    runId: string,
    request: { confirm: string },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.forceCancelRun(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async reconcileRun(runId: string, options: IacServiceRequestOptions) {
    return this.#client.reconcileRun(runId, await this.#authorize(options));
  }

  async closeRun(
    runId: string,
    request: { as: ClosedAs; comment: string },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.closeRun(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async pushRescuedState(
    runId: string,
    request: { confirm: string },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.pushRescuedState(
      runId,
      request,
      await this.#authorize(options),
    );
  }

  async listQueue(options: IacServiceRequestOptions) {
    return this.#client.listQueue(await this.#authorize(options));
  }

  async getStateLock(environment: string, options: IacServiceRequestOptions) {
    return this.#client.getStateLock(
      environment,
      await this.#authorize(options),
    );
  }

  async unlockState(
    environment: string,
    request: UnlockRequest,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.unlockState(
      environment,
      request,
      await this.#authorize(options),
    );
  }

  async getOutputs(environment: string, options: IacServiceRequestOptions) {
    return this.#client.getOutputs(environment, await this.#authorize(options));
  }

  async readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.readLog(runId, request, await this.#authorize(options));
  }

  listReadiness: IacService['listReadiness'] = async (request, options) =>
    this.#client.listReadiness(request, await this.#authorize(options));

  exportReadiness: IacService['exportReadiness'] = async (request, options) =>
    this.#client.exportReadiness(request, await this.#authorize(options));

  getReadiness: IacService['getReadiness'] = async (environment, options) =>
    this.#client.getReadiness(environment, await this.#authorize(options));

  recheck: IacService['recheck'] = async (environment, options) =>
    this.#client.recheck(environment, await this.#authorize(options));

  listVerdicts: IacService['listVerdicts'] = async (
    environment,
    request,
    options,
  ) =>
    this.#client.listVerdicts(
      environment,
      request,
      await this.#authorize(options),
    );

  getTimeline: IacService['getTimeline'] = async (
    environment,
    request,
    options,
  ) =>
    this.#client.getTimeline(
      environment,
      request,
      await this.#authorize(options),
    );

  getReadinessChanges: IacService['getReadinessChanges'] = async (
    environment,
    options,
  ) =>
    this.#client.getReadinessChanges(
      environment,
      await this.#authorize(options),
    );

  getCheck: IacService['getCheck'] = async (environment, checkId, options) =>
    this.#client.getCheck(environment, checkId, await this.#authorize(options));

  requestWaiver: IacService['requestWaiver'] = async (
    environment,
    checkId,
    request,
    options,
  ) =>
    this.#client.requestWaiver(
      environment,
      checkId,
      request,
      await this.#authorize(options),
    );

  decideWaiver: IacService['decideWaiver'] = async (
    environment,
    waiverId,
    request,
    options,
  ) =>
    this.#client.decideWaiver(
      environment,
      waiverId,
      request,
      await this.#authorize(options),
    );

  revokeWaiver: IacService['revokeWaiver'] = async (
    environment,
    waiverId,
    options,
  ) =>
    this.#client.revokeWaiver(
      environment,
      waiverId,
      await this.#authorize(options),
    );

  getBadgeUrl: IacService['getBadgeUrl'] = async (
    environment,
    request,
    options,
  ) =>
    this.#client.getBadgeUrl(
      environment,
      request,
      await this.#authorize(options),
    );

  async #authorize(options: IacServiceRequestOptions): Promise<RequestOptions> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'iac',
    });
    return { token, signal: options.signal };
  }
}
