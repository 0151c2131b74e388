import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  CreateRunRequest,
  EnvironmentReadiness,
  ListRunsRequest,
  LogChunk,
  Run,
  RunPlan,
  SecretRotation,
} from '@backstage-iac/plugin-iac-common';
import { pollLog, type FollowLogRequest, type IacPortalApi } from '../api';
import { aRun } from './fixtures';

export interface MemoryIacApiOptions {
  environments?: EnvironmentReadiness[];
  runs?: Run[];
  /** By run id. */
  plans?: Record<string, RunPlan>;
  /** By environment. */
  secrets?: Record<string, SecretRotation[]>;
  planTexts?: Record<string, string>;
  logs?: Record<string, LogChunk[]>;
}

/** The portal's answers from memory, for tests and the development app. */
export class MemoryIacApi implements IacPortalApi {
  readonly #environments: EnvironmentReadiness[];
  readonly #runs: Map<string, Run>;
  readonly #options: MemoryIacApiOptions;

  constructor(options: MemoryIacApiOptions = {}) {
    this.#options = options;
    this.#environments = options.environments ?? [];
    this.#runs = new Map((options.runs ?? []).map(run => [run.id, run]));
  }

  async listEnvironments() {
    return {
      items: this.#environments,
      totalItems: this.#environments.length,
    };
  }

  async getEnvironment(name: string) {
    const found = this.#environments.find(
      ({ environment }) => environment.name === name,
    );
    if (!found) throw new NotFoundError(`No environment '${name}' found`);
    return found;
  }

  async getSecrets(name: string) {
    const items = this.#options.secrets?.[name] ?? [];
    return { items, totalItems: items.length };
  }

  async listRuns({ environment, offset = 0, limit = 25 }: ListRunsRequest) {
    const runs = [...this.#runs.values()]
      .filter(run => !environment || run.environment === environment)
      .sort((a, b) => b.number - a.number);
    return {
      items: runs.slice(offset, offset + limit),
      totalItems: runs.length,
    };
  }

  async getRun(runId: string) {
    const run = this.#runs.get(runId);
    if (!run) throw new NotFoundError(`No run '${runId}' found`);
    return run;
  }

  async getPlan(runId: string) {
    return this.#options.plans?.[runId];
  }

  async getPlanText(runId: string) {
    return this.#options.planTexts?.[runId];
  }

  async createRun(request: CreateRunRequest) {
    const run = aRun({
      environment: request.environment,
      number: 1000 + this.#runs.size,
      operation: request.operation,
      reason: request.reason,
      state: 'pending',
      createdAt: new Date().toISOString(),
      startedAt: undefined,
      finishedAt: undefined,
      stages: [],
    });
    this.#runs.set(run.id, run);
    return run;
  }

  async approveRun(runId: string, approvalDigest: string) {
    const run = await this.getRun(runId);
    if (run.digests?.approval !== approvalDigest) {
      throw new ConflictError(
        `The plan of run '${runId}' is not the one with digest '${approvalDigest}'`,
      );
    }
    return this.#change(runId, { state: 'applying' });
  }

  async discardRun(runId: string) {
    return this.#change(runId, {
      state: 'discarded',
      finishedAt: new Date().toISOString(),
    });
  }

  async cancelRun(runId: string) {
    return this.#change(runId, {
      cancelRequestedBy: 'user:default/guest',
      cancelRequestedAt: new Date().toISOString(),
    });
  }

  async readLog(runId: string, request: { after?: number } = {}) {
    const { after } = request;
    const chunks = (this.#options.logs?.[runId] ?? []).filter(
      ({ cursor }) => after === undefined || cursor > after,
    );
    return { chunks, finished: true };
  }

  async followLog(runId: string, request: FollowLogRequest) {
    await pollLog(this, runId, request);
  }

  async #change(runId: string, changes: Partial<Run>): Promise<Run> {
    const run = { ...(await this.getRun(runId)), ...changes };
    this.#runs.set(runId, run);
    return run;
  }
}
