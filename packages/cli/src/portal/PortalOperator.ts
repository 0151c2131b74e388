import { renderPlanSummary } from '@backstage-iac/engine';
import {
  describeApproval,
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
    const { terminal } = this.#options;
    const { environment } = request;
    return this.#run('plan-and-apply', request, async (watched, follow) => {
      const planned = await watched.until('awaiting_approval');
      if (planned.state === 'awaiting_approval') {
        await this.#printPlan(planned);
        await this.#approve(planned, request);
      } else if (planned.state === 'planned_and_finished') {
        await this.#printPlan(planned);
        terminal.print('Nothing to apply');
        return 0;
      }
      const ended = await watched.until();
      if (ended.successor?.why === 'replanned') {
        terminal.report(
          `Run #${ended.number} was not applied: ${
            ended.error?.message ?? 'its plan is stale'
          }. Planned again as run #${ended.successor.number}\n`,
        );
        return follow(await this.#api.getRun(ended.successor.runId));
      }
      const run = succeeded(ended);
      terminal.print(`Applied to '${environment}' by run #${run.number}`);
      return 0;
    });
  }

  /** Says yes to the plan that was shown, and tells what it waits for after that. */
  async #approve(planned: Run, request: ApplyRequest): Promise<void> {
    const { terminal, signal } = this.#options;
    const { environment } = request;
    try {
      await confirm({ environment, given: request.confirm, terminal, signal });
    } catch (error) {
      await this.#api.discardRun(planned.id);
      throw error;
    }
    if (!planned.digests) {
      throw new Error(`Run '${planned.id}' waits for approval without a plan`);
    }
    try {
      await this.#api.approveRun(planned.id, {
        approvalDigest: planned.digests.approval,
        confirm: environment,
      });
    } catch (error) {
      // Others may be able to say what this person may not.
      if (
        !IacRequestError.is(error) ||
        error.cause.name !== 'NotAllowedError'
      ) {
        throw error;
      }
      terminal.report(`Not approved by you: ${error.cause.message}\n`);
    }
    const status = await this.#api.getApproval(planned.id);
    if (status.given < status.required || status.freeze) {
      terminal.report(`The plan has ${describeApproval(status)}\n`);
    }
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
    request: OperatorRequest & Pick<ApplyRequest, 'reason' | 'ticket'>,
    work: (
      run: PortalRun,
      /** The same for the run that takes this one's place. */
      follow: (successor: Run) => Promise<ExitCode>,
    ) => Promise<ExitCode>,
  ): Promise<ExitCode> {
    const { environment, ref, reason, ticket } = request;
    const { terminal, signal, verbose } = this.#options;
    const run = await this.#api
      .createRun({
        environment,
        operation,
        ref,
        reason,
        ticket,
        trigger: 'cli',
        idempotencyKey: randomUUID(),
      })
      .catch(error => this.#explain(error, environment));
    const progress = Progress.create({ terminal });
    progress.note(
      `Run #${run.number} of '${environment}' on the portal: ${run.id}`,
    );
    const follow = async (followed: Run): Promise<ExitCode> =>
      work(
        PortalRun.follow({
          api: this.#api,
          run: followed,
          progress,
          signal,
          showLog: stage => Boolean(verbose) || stage === 'apply',
        }),
        follow,
      );
    try {
      return await follow(run);
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
  if (run.successor?.why === 'superseded') {
    throw new UsageError(
      `Run #${run.number} was not applied: the newer plan of run #${run.successor.number} took its place`,
      { nextStep: `Review run #${run.successor.number} on the portal.` },
    );
  }
  throw new UsageError(
    `Run #${run.number} ended as '${run.state}'${
      run.error ? `: ${run.error.message}` : ''
    }`,
    { nextStep: run.error?.nextStep },
  );
}
