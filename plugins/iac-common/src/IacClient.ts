import type { EnvironmentReadiness } from './environments';
import type { IacApi, RequestOptions } from './IacApi';
import { IacRequestError } from './IacRequestError';
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

  constructor(options: IacClientOptions) {
    this.#options = options;
  }

  async listEnvironments(options?: RequestOptions) {
    return this.#json<Page<EnvironmentReadiness>>('/environments', options);
  }

  async getEnvironment(name: string, options?: RequestOptions) {
    return this.#json<EnvironmentReadiness>(
      `/environments/${encodeURIComponent(name)}`,
      options,
    );
  }

  async getSecrets(name: string, options?: RequestOptions) {
    return this.#json<Page<SecretRotation>>(
      `/environments/${encodeURIComponent(name)}/secrets`,
      options,
    );
  }

  async listRuns(request: ListRunsRequest, options?: RequestOptions) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(request)) {
      if (value !== undefined) query.set(key, String(value));
    }
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

  async approveRun(
    runId: string,
    approvalDigest: string,
    options?: RequestOptions,
  ) {
    return this.#json<Run>(`${runPath(runId)}/approve`, options, {
      approvalDigest,
    });
  }

  async discardRun(runId: string, options?: RequestOptions) {
    return this.#json<Run>(`${runPath(runId)}/discard`, options, {});
  }

  async cancelRun(runId: string, options?: RequestOptions) {
    return this.#json<Run>(`${runPath(runId)}/cancel`, options, {});
  }

  async readLog(
    runId: string,
    request: { after?: number; limit?: number } = {},
    options?: RequestOptions,
  ) {
    const query = new URLSearchParams();
    if (request.after !== undefined) query.set('after', String(request.after));
    if (request.limit !== undefined) query.set('limit', String(request.limit));
    return this.#json<{ chunks: LogChunk[]; finished: boolean }>(
      `${runPath(runId)}/log?${query}`,
      options,
    );
  }

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

function runPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}
