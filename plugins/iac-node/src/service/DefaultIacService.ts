import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  IacClient,
  type CreateRunRequest,
  type IacApi,
  type ListRunsRequest,
  type RequestOptions,
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

  async approveRun(
    runId: string,
    approvalDigest: string,
    options: IacServiceRequestOptions,
  ) {
    return this.#client.approveRun(
      runId,
      approvalDigest,
      await this.#authorize(options),
    );
  }

  async discardRun(runId: string, options: IacServiceRequestOptions) {
    return this.#client.discardRun(runId, await this.#authorize(options));
  }

  async cancelRun(runId: string, options: IacServiceRequestOptions) {
    return this.#client.cancelRun(runId, await this.#authorize(options));
  }

  async readLog(
    runId: string,
    request: { after?: number; limit?: number },
    options: IacServiceRequestOptions,
  ) {
    return this.#client.readLog(runId, request, await this.#authorize(options));
  }

  async #authorize(options: IacServiceRequestOptions): Promise<RequestOptions> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'iac',
    });
    return { token, signal: options.signal };
  }
}
