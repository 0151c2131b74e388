import type { RequestOptions } from '../IacApi';
import type { Page } from '../runs';
import type { CheckWaiver } from './checks';
import type {
  BadgeUrlRequest,
  CheckDetail,
  ListReadinessRequest,
  ReadinessApi,
  ReadinessChanges,
  ReadinessDetail,
  ReadinessLine,
  ReadinessTimeline,
  RequestWaiverRequest,
} from './ReadinessApi';
import type { StoredVerdict } from './verdict';

/** The part of `IacClient` that is about readiness. */
export class ReadinessClient implements ReadinessApi {
  readonly #request: (
    path: string,
    options?: RequestOptions,
    body?: unknown,
  ) => Promise<Response>;

  /** @param request - asks version 1 of the API; throws unless the answer is good */
  constructor(
    request: (
      path: string,
      options?: RequestOptions,
      body?: unknown,
    ) => Promise<Response>,
  ) {
    this.#request = request;
  }

  async listReadiness(request: ListReadinessRequest, options?: RequestOptions) {
    return this.#json<Page<ReadinessLine>>(
      `/readiness?${toQuery({ ...request })}`,
      options,
    );
  }

  async exportReadiness(
    request: ListReadinessRequest & { format: 'json' | 'csv' },
    options?: RequestOptions,
  ) {
    const { offset: _, limit: __, ...filter } = request;
    const response = await this.#request(
      `/readiness/export?${toQuery(filter)}`,
      options,
    );
    return response.text();
  }

  async getReadiness(environment: string, options?: RequestOptions) {
    return this.#json<ReadinessDetail>(pathOf(environment), options);
  }

  async recheck(environment: string, options?: RequestOptions) {
    return this.#json<ReadinessDetail>(
      `${pathOf(environment)}/recheck`,
      options,
      {},
    );
  }

  async listVerdicts(
    environment: string,
    request: { offset?: number; limit?: number },
    options?: RequestOptions,
  ) {
    return this.#json<Page<StoredVerdict>>(
      `${pathOf(environment)}/verdicts?${toQuery(request)}`,
      options,
    );
  }

  async getTimeline(
    environment: string,
    request: { days?: number },
    options?: RequestOptions,
  ) {
    return this.#json<ReadinessTimeline>(
      `${pathOf(environment)}/timeline?${toQuery(request)}`,
      options,
    );
  }

  async getReadinessChanges(environment: string, options?: RequestOptions) {
    return this.#json<ReadinessChanges>(
      `${pathOf(environment)}/changes`,
      options,
    );
  }

  async getCheck(
    environment: string,
    checkId: string,
    options?: RequestOptions,
  ) {
    return this.#json<CheckDetail>(pathOf(environment, checkId), options);
  }

  async requestWaiver(
    environment: string,
    checkId: string,
    request: RequestWaiverRequest,
    options?: RequestOptions,
  ) {
    return this.#json<CheckWaiver>(
      `${pathOf(environment, checkId)}/waivers`,
      options,
      request,
    );
  }

  async decideWaiver(
    environment: string,
    waiverId: string,
    request: { approve: boolean },
    options?: RequestOptions,
  ) {
    return this.#json<CheckWaiver>(
      `${pathOf(environment)}/waivers/${encodeURIComponent(waiverId)}/decide`,
      options,
      request,
    );
  }

  async revokeWaiver(
    environment: string,
    waiverId: string,
    options?: RequestOptions,
  ) {
    return this.#json<CheckWaiver>(
      `${pathOf(environment)}/waivers/${encodeURIComponent(waiverId)}/revoke`,
      options,
      {},
    );
  }

  async getBadgeUrl(
    environment: string,
    request: BadgeUrlRequest,
    options?: RequestOptions,
  ) {
    return this.#json<{ svg: string; json: string; expiresAt?: string }>(
      `${pathOf(environment)}/badge-url?${toQuery({ ...request })}`,
      options,
    );
  }

  async #json<T>(
    path: string,
    options?: RequestOptions,
    body?: unknown,
  ): Promise<T> {
    const response = await this.#request(path, options, body);
    return (await response.json()) as T;
  }
}

function pathOf(environment: string, checkId?: string): string {
  const path = `/readiness/environments/${encodeURIComponent(environment)}`;
  return checkId ? `${path}/checks/${encodeURIComponent(checkId)}` : path;
}

function toQuery(request: Record<string, string | number | undefined>) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request)) {
    if (value !== undefined) query.set(key, String(value));
  }
  return query;
}
