import type { ApprovalStatus, DiscussionEntry } from './approvals';
import type { ClosedAs, QueueEntry, StateLockStatus } from './custody';
import type { DriftEpisode } from './driftEpisodes';
import type { EnvironmentReadiness } from './environments';
import type {
  ApproveRequest,
  CommentRequest,
  EnvironmentOutput,
  IacApi,
  RejectRequest,
  RequestOptions,
  UnlockRequest,
} from './IacApi';
import { IacRequestError } from './IacRequestError';
import { ReadinessClient } from './readiness/ReadinessClient';
import type {
  CreateRunRequest,
  ListRunsRequest,
  LogChunk,
  Page,
  Run,
  RunPlan,
} from './runs';
import type { SecretRotation } from './secrets';

/** @public */
export interface IacClientOptions {
  /** Gives the plugin's base URL, `https://portal.example.com/api/iac`. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

const PREFIX = '/v1';

/**
 * Speaks version 1 of the plugin's HTTP API.
 *
 * @public
 */
export class IacClient implements IacApi {
  readonly #options: IacClientOptions;
  readonly #readiness = new ReadinessClient(async (path, options, body) => {
    const response = await this.#fetch(path, options, body);
    if (!response.ok) throw await IacRequestError.fromResponse(response);
    return response;
  });

  constructor(options: IacClientOptions) {
    this.#options = options;
  }

  async listEnvironments(options?: RequestOptions) {
    return this.#json<Page<EnvironmentReadiness>>('/environments', options);
  }

  async getEnvironment(name: string, options?: RequestOptions) {
    return this.#json<EnvironmentReadiness>(environmentPath(name), options);
  }

  async getSecrets(name: string, options?: RequestOptions) {
    return this.#json<Page<SecretRotation>>(
      `/environments/${encodeURIComponent(name)}/secrets`,
      options,
    );
  }

  async listDriftEpisodes(
    environment: string,
    request: { offset?: number; limit?: number } = {},
    options?: RequestOptions,
  ) {
    return this.#json<Page<DriftEpisode>>(
      `${environmentPath(environment)}/drift-episodes?${toQuery(request)}`,
      options,
    );
  }

  async listRuns(request: ListRunsRequest, options?: RequestOptions) {
    const query = toQuery(request);
    return this.#json<Page<Run>>(`/runs?${query}`, options);
  }

  async getRun(runId: string, options?: RequestOptions) {
    return this.#json<Run>(runPath(runId), options);
  }

  async getPlan(runId: string, options?: RequestOptions) {
    return this.#optional<RunPlan>(`${runPath(runId)}/plan`, options);
  }

  async getPlanText(runId: string, options?: RequestOptions) {
    const answer = await this.#optional<{ text: string }>(
      `${runPath(runId)}/plan-text`,
      options,
    );
    return answer?.text;
  }

  async createRun(request: CreateRunRequest, options?: RequestOptions) {
    return this.#json<Run>('/runs', options, request);
  }

  async getApproval(runId: string, options?: RequestOptions) {
    return this.#json<ApprovalStatus>(`${runPath(runId)}/approval`, options);
  }

  async approveRun(
    runId: string,
    request: ApproveRequest,
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/approve`, options, request);
  }

  async rejectRun(
    runId: string,
    request: RejectRequest,
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/reject`, options, request);
  }

  async withdrawApproval(
    runId: string,
    request: CommentRequest,
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/withdraw`, options, request);
  }

  async listDiscussion(runId: string, options?: RequestOptions) {
    return this.#json<DiscussionEntry[]>(
      `${runPath(runId)}/discussion`,
      options,
    );
  }

  async addComment(
    runId: string,
    request: { text: string },
    options?: RequestOptions,
  ) {
    return this.#json<DiscussionEntry>(
      `${runPath(runId)}/discussion`,
      options,
      request,
    );
  }

  async requestBreakGlass(
    runId: string,
    request: { approvalDigest: string; reason: string },
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/break-glass`, options, request);
  }

  async confirmBreakGlass(
    runId: string,
    request: ApproveRequest,
    options?: RequestOptions,
  ) {
    return this.#json<Run>(
      `${runPath(runId)}/break-glass/confirm`,
      options,
      request,
    );
  }

  async reviewBreakGlass(
    runId: string,
    request: { comment: string },
    options?: RequestOptions,
  ) {
    return this.#json<Run>(
      `${runPath(runId)}/break-glass/review`,
      options,
      request,
    );
  }

  async discardRun(runId: string, options?: RequestOptions) {
    return this.#json<Run>(`${runPath(runId)}/discard`, options, {});
  }

  async cancelRun(runId: string, options?: RequestOptions) {
    return this.#json<Run>(`${runPath(runId)}/cancel`, options, {});
  }

  async forceCancelRun(
    runId: string,
    request: { confirm: string },
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/force-cancel`, options, request);
  }

  async reconcileRun(runId: string, options?: RequestOptions) {
    return this.#json<Run>(`${runPath(runId)}/reconcile`, options, {});
  }

  async closeRun(
    runId: string,
    request: { as: ClosedAs; comment: string },
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/close`, options, request);
  }

  async pushRescuedState(
    runId: string,
    request: { confirm: string },
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/push-state`, options, request);
  }

  async listQueue(options?: RequestOptions) {
    return this.#json<QueueEntry[]>('/queue', options);
  }

  async getStateLock(environment: string, options?: RequestOptions) {
    return this.#json<StateLockStatus>(
      `${environmentPath(environment)}/lock`,
      options,
    );
  }

  async unlockState(
    environment: string,
    request: UnlockRequest,
    options?: RequestOptions,
  ) {
    return this.#json<StateLockStatus>(
      `${environmentPath(environment)}/unlock`,
      options,
      request,
    );
  }

  async getOutputs(environment: string, options?: RequestOptions) {
    return this.#json<EnvironmentOutput[]>(
      `${environmentPath(environment)}/outputs`,
      options,
    );
  }

  async readLog(
    runId: string,
    request: { after?: number; limit?: number } = {},
    options?: RequestOptions,
  ) {
    const query = toQuery(request);
    return this.#json<{ chunks: LogChunk[]; finished: boolean }>(
      `${runPath(runId)}/log?${query}`,
      options,
    );
  }

  listReadiness: IacApi['listReadiness'] = (...given) =>
    this.#readiness.listReadiness(...given);

  exportReadiness: IacApi['exportReadiness'] = (...given) =>
    this.#readiness.exportReadiness(...given);

  getReadiness: IacApi['getReadiness'] = (...given) =>
    this.#readiness.getReadiness(...given);

  recheck: IacApi['recheck'] = (...given) => this.#readiness.recheck(...given);

  listVerdicts: IacApi['listVerdicts'] = (...given) =>
    this.#readiness.listVerdicts(...given);

  getTimeline: IacApi['getTimeline'] = (...given) =>
    this.#readiness.getTimeline(...given);

  getReadinessChanges: IacApi['getReadinessChanges'] = (...given) =>
    this.#readiness.getReadinessChanges(...given);

  getCheck: IacApi['getCheck'] = (...given) =>
    this.#readiness.getCheck(...given);

  requestWaiver: IacApi['requestWaiver'] = (...given) =>
    this.#readiness.requestWaiver(...given);

  decideWaiver: IacApi['decideWaiver'] = (...given) =>
    this.#readiness.decideWaiver(...given);

  revokeWaiver: IacApi['revokeWaiver'] = (...given) =>
    this.#readiness.revokeWaiver(...given);

  getBadgeUrl: IacApi['getBadgeUrl'] = (...given) =>
    this.#readiness.getBadgeUrl(...given);

  async #json<T>(
    path: string,
    options?: RequestOptions,
    body?: unknown,
  ): Promise<T> {
    const response = await this.#fetch(path, options, body);
    if (!response.ok) throw await IacRequestError.fromResponse(response);
    return (await response.json()) as T;
  }

  /** Like {@link IacClient.#json}; 204 says that there is none yet. */
  async #optional<T>(
    path: string,
    options?: RequestOptions,
  ): Promise<T | undefined> {
    const response = await this.#fetch(path, options);
    if (response.status === 204) return undefined;
    if (!response.ok) throw await IacRequestError.fromResponse(response);
    return (await response.json()) as T;
  }

  async #fetch(path: string, options?: RequestOptions, body?: unknown) {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('iac');
    return this.#options.fetchApi.fetch(`${baseUrl}${PREFIX}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(options?.token ? { Authorization: `Bearer ${options.token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options?.signal,
    });
  }
}

function toQuery(request: object): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request)) {
    if (value !== undefined) query.set(key, String(value));
  }
  return query;
}

function environmentPath(name: string): string {
  return `/environments/${encodeURIComponent(name)}`;
}

function runPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}
