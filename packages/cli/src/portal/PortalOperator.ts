import { renderPlanSummary } from '@backstage-iac/engine';
import {
  IacRequestError,
  IacClient,
  type IacApi,
  type Operation,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { randomUUID } from 'node:crypto';
import { UsageError } from '../errors';
import { READINESS_EXIT_CODES, type ExitCode } from '../exitCodes';
import type {
  ApplyRequest,
  EnvironmentLine,
  Operator,
  OperatorRequest,
  ReadinessRequest,
} from '../Operator';
import { confirm } from '../terminal/confirm';
import { Progress } from '../terminal/Progress';
import { renderDrift } from '../terminal/renderDrift';
import { renderReadiness } from '../terminal/renderReadiness';
import type { Terminal } from '../terminal/Terminal';
import { unknownEnvironment } from '../unknownEnvironment';
import { PortalUnreachableError } from './patiently';
import { PortalRun } from './PortalRun';

interface PortalOperatorOptions {
  /** `https://portal.example.com`, with or without `/api/iac`. */
  url: string;
  token: string;
  terminal: Terminal;
  signal: AbortSignal;
  verbose?: boolean;
}

/** Has the portal run Terraform, and shows what it does. */
export class PortalOperator implements Operator {
  readonly #options: PortalOperatorOptions;
  readonly #api: IacApi;

  static create(options: PortalOperatorOptions): PortalOperator {
    const { url, token } = options;
    if (!URL.canParse(url)) {
      throw new UsageError(
        `IAC_PORTAL_URL is '${url}', which is not a URL such as 'https://portal.example.com'`,
      );
    }
    const baseUrl = `${url
      .replace(/\/+$/, '')
      .replace(/\/api\/iac$/, '')}/api/iac`;
    const api = new IacClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: {
        fetch: async (input, init) => {
          const headers = new Headers(init?.headers);
          headers.set('Authorization', `Bearer ${token}`);
          try {
            return await fetch(input, { ...init, headers });
          } catch (error) {
            throw new PortalUnreachableError(url, error);
          }
        },
      },
    });
    return new PortalOperator(options, api);
  }

  private constructor(options: PortalOperatorOptions, api: IacApi) {
    this.#options = options;
    this.#api = api;
  }

  async listEnvironments(): Promise<EnvironmentLine[]> {
    const { items } = await this.#api.listEnvironments();
    return items.map(({ environment, verdict }) => ({
      name: environment.name,
      tier: environment.tier,
      source: environment.source,
      directory: environment.directory,
      state: environment.stateType,
      verdict,
      problem: environment.problem,
    }));
  }

  async plan(request: OperatorRequest): Promise<ExitCode> {
    return this.#run('plan-only', request, async watched => {
      const run = succeeded(await watched.until());
      await this.#printPlan(run);
      return run.hasChanges ? 2 : 0;
    });
  }

  async apply(request: ApplyRequest): Promise<ExitCode> {
    const { terminal, signal } = this.#options;
    const { environment } = request;
    return this.#run('plan-and-apply', { environment }, async watched => {
      const planned = await watched.until('awaiting_approval');
      if (planned.state !== 'awaiting_approval') {
        await this.#printPlan(succeeded(planned));
        terminal.print('Nothing to apply');
        return 0;
      }
      await this.#printPlan(planned);
      try {
        await confirm({
          environment,
          given: request.confirm,
          terminal,
          signal,
        });
      } catch (error) {
        await this.#api.discardRun(planned.id);
        throw error;
      }
      if (!planned.digests) {
        throw new Error(
          `Run '${planned.id}' waits for approval without a plan`,
        );
      }
      const approved = await this.#api.approveRun(planned.id, {
        approvalDigest: planned.digests.approval,
      });
      if (approved.state === 'awaiting_approval') {
        terminal.report(
          'Approved; waiting for the approval of another person\n',
        );
      }
      const run = succeeded(await watched.until());
      terminal.print(`Applied to '${environment}' by run #${run.number}`);
      return 0;
    });
  }

  async checkDrift(request: OperatorRequest): Promise<ExitCode> {
    const { terminal } = this.#options;
    return this.#run('drift-check', request, async watched => {
      const run = succeeded(await watched.until());
      const plan = await this.#api.getPlan(run.id);
      if (!plan?.drift) {
        throw new Error(`Drift check #${run.number} gave no answer`);
      }
      terminal.print(renderDrift(run.environment, plan.drift));
      return plan.drift.status === 'drifted' ? 2 : 0;
    });
  }

  async showReadiness(request: ReadinessRequest): Promise<ExitCode> {
    const { terminal } = this.#options;
    const { environment, purpose, json } = request;
    const readiness = await this.#api
      .getReadiness(environment)
      .catch(error => this.#explain(error, environment));
    terminal.print(
      json
        ? JSON.stringify(readiness, undefined, 2)
        : renderReadiness(readiness),
    );
    const verdict = purpose ? readiness.readyFor[purpose] : readiness.verdict;
    return READINESS_EXIT_CODES[verdict];
  }

  async #explain(error: unknown, environment: string): Promise<never> {
    if (IacRequestError.is(error) && error.cause.name === 'NotFoundError') {
      throw unknownEnvironment(environment, await this.listEnvironments());
    }
    throw error;
  }

  async #run(
    operation: Operation,
    { environment, ref }: OperatorRequest,
    work: (run: PortalRun) => Promise<ExitCode>,
  ): Promise<ExitCode> {
    const { terminal, signal, verbose } = this.#options;
    const run = await this.#api
      .createRun({
        environment,
        operation,
        ref,
        trigger: 'cli',
        idempotencyKey: randomUUID(),
      })
      .catch(error => this.#explain(error, environment));
    const progress = Progress.create({ terminal });
    progress.note(
      `Run #${run.number} of '${environment}' on the portal: ${run.id}`,
    );
    try {
      return await work(
        PortalRun.follow({
          api: this.#api,
          run,
          progress,
          signal,
          showLog: stage => Boolean(verbose) || stage === 'apply',
        }),
      );
    } finally {
      progress.end();
    }
  }

  async #printPlan(run: Run) {
    const { terminal } = this.#options;
    const plan = await this.#api.getPlan(run.id);
    if (!plan) throw new Error(`Run #${run.number} has no plan`);
    terminal.print(renderPlanSummary(plan.summary, { color: terminal.color }));
  }
}

/** The run, when it ended well. */
function succeeded(run: Run): Run {
  if (run.state === 'planned_and_finished' || run.state === 'applied') {
    return run;
  }
  throw new UsageError(
    `Run #${run.number} ended as '${run.state}'${
      run.error ? `: ${run.error.message}` : ''
    }`,
    { nextStep: run.error?.nextStep },
  );
}
