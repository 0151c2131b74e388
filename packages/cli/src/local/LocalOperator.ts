import {
  archiveApply,
  archivePlan,
  joinRedacted,
  renderPlanSummary,
  StalePlanError,
  Tripwire,
  UnknownKeyError,
  type Engine,
  type Redacted,
} from '@backstage-iac/engine';
import {
  secretVersionsOf,
  type IacConfig,
} from '@backstage-iac/plugin-iac-node';
import { relative } from 'node:path';
import { UsageError } from '../errors';
import type { ExitCode } from '../exitCodes';
import type {
  ApplyRequest,
  EnvironmentLine,
  Operator,
  OperatorRequest,
} from '../Operator';
import { confirm } from '../terminal/confirm';
import { renderDrift } from '../terminal/renderDrift';
import type { Terminal } from '../terminal/Terminal';
import { LastPlans, type LastPlan } from './LastPlans';
import {
  findEnvironment,
  openWorkbench,
  toLine,
  type Workbench,
} from './openWorkbench';
import { refuseMovedSource } from './refuseMovedSource';
import { newRunId } from './runIds';
import { sweepLeftovers } from './sweepLeftovers';
import { describeCommit, watchRun } from './watchRun';

interface LocalOperatorOptions {
  config: IacConfig;
  terminal: Terminal;
  signal: AbortSignal;
  verbose?: boolean;
}

/** Runs Terraform on this machine, through the same engine as the portal. */
export class LocalOperator implements Operator {
  readonly #options: LocalOperatorOptions;
  readonly #plans: LastPlans;

  static create(options: LocalOperatorOptions): LocalOperator {
    return new LocalOperator(options);
  }

  private constructor(options: LocalOperatorOptions) {
    this.#options = options;
    this.#plans = LastPlans.create({ home: options.config.home });
  }

  async listEnvironments(): Promise<EnvironmentLine[]> {
    return this.#options.config.environments.map(toLine);
  }

  async plan(request: OperatorRequest): Promise<ExitCode> {
    const { config, terminal, signal } = this.#options;
    const { engine, environment } = await this.#open(request.environment);
    const { name } = environment;
    const date = new Date();
    const runId = newRunId(date);
    const evidence = await this.#watch(name, onEvent =>
      engine
        .plan({
          runId,
          environment,
          operation: 'plan-and-apply',
          ref: request.ref,
          signal,
          onEvent,
        })
        .catch(async error => {
          await this.#discard(engine, runId);
          throw error;
        }),
    );
    const { commit, digests, statePosition, summary } = evidence;
    const { directory } = await archivePlan({
      root: config.artifacts,
      environment: name,
      date,
      runId,
      planText: evidence.planText,
      planJson: evidence.planJson,
      summary,
      eventLog: evidence.eventLog,
      tripwire: evidence.tripwire,
    }).catch(async error => {
      await this.#discard(engine, runId);
      throw error;
    });
    const previous = await this.#plans.read(name);
    await this.#plans.save({
      version: 1,
      runId,
      environment: name,
      createdAt: date.toISOString(),
      ref: request.ref,
      commit,
      digests,
      secretVersions: secretVersionsOf(environment.secrets),
      statePosition,
      summary,
      tool: evidence.tool,
      providers: evidence.providers,
    });
    if (previous) await this.#discard(engine, previous.runId);
    await this.#tidy(() => sweepLeftovers({ engine, plans: this.#plans }));

    terminal.print(renderPlanSummary(summary, { color: terminal.color }));
    for (const { code, message, place } of evidence.advice) {
      // The others are about the code, and the same at every plan.
      if (!code.startsWith('secret-')) continue;
      const where = place && !message.includes(place) ? ` (${place})` : '';
      terminal.report(`Note: ${message}${where}\n`);
    }
    terminal.print(`Archived in ${relative('', directory)}`);
    if (!summary.hasChanges) return 0;
    terminal.print(`Apply it with: iac apply ${name}`);
    return 2;
  }

  async apply(request: ApplyRequest): Promise<ExitCode> {
    const { config, terminal, signal } = this.#options;
    if (request.reason !== undefined || request.ticket !== undefined) {
      throw new UsageError(
        "'--reason' and '--ticket' are kept by a portal, and this run is on this machine",
        { nextStep: 'Leave them out, or set IAC_PORTAL_URL.' },
      );
    }
    const { name } = findEnvironment(config, request.environment);
    const plan = await this.#plans.read(name);
    if (!plan) {
      throw new UsageError(`There is no saved plan of '${name}'`, {
        nextStep: `Plan first: iac plan ${name}`,
      });
    }
    const { engine, environment } = await this.#open(name, plan.secretVersions);
    terminal.print(
      `Plan ${plan.runId} of '${name}', made ${
        plan.createdAt
      } at ${describeCommit(plan.commit)}`,
    );
    terminal.print(renderPlanSummary(plan.summary, { color: terminal.color }));
    if (!plan.summary.hasChanges) {
      terminal.print('Nothing to apply');
      return 0;
    }
    const now = await engine.resolve(environment, plan.ref);
    refuseMovedSource({ environment, planned: plan.commit, now, config });
    const { confirm: given } = request;
    await confirm({ environment: name, given, terminal, signal });
    return this.#applyPlan(plan, {
      engine,
      environment: { ...environment, ref: plan.ref ?? environment.ref },
    });
  }

  /** What other people did, approved and waived is known to the portal alone. */
  async showReadiness(): Promise<ExitCode> {
    throw new UsageError(
      'A verdict rests on the runs, approvals and waivers that the portal keeps, and none is named',
      {
        nextStep:
          'Set IAC_PORTAL_URL and IAC_PORTAL_TOKEN and ask again, or check drift here with `iac drift`',
      },
    );
  }

  async checkDrift(request: OperatorRequest): Promise<ExitCode> {
    const { config, terminal, signal } = this.#options;
    const { engine, environment } = await this.#open(request.environment);
    const { name } = environment;
    const { drift: known } = findEnvironment(config, name);
    const runId = newRunId(new Date());
    const lastApplied = await this.#plans.readApplied(name);
    try {
      const { drift } = await this.#watch(name, onEvent =>
        engine.plan({
          runId,
          environment,
          operation: 'drift-check',
          ref: request.ref,
          lastApplied,
          ignoreDrift: known.ignore,
          signal,
          onEvent,
        }),
      );
      if (!drift) {
        throw new Error(`The drift check of '${name}' gave no answer`);
      }
      terminal.print(renderDrift(name, drift));
      return drift.status === 'drifted' ? 2 : 0;
    } finally {
      await this.#discard(engine, runId);
    }
  }

  async #applyPlan(
    plan: LastPlan,
    { engine, environment }: Workbench,
  ): Promise<ExitCode> {
    const { terminal, signal } = this.#options;
    const { runId, digests, statePosition } = plan;
    const { name } = environment;
    const log: Redacted[] = [];
    // The engine gives another before Terraform starts.
    let tripwire = Tripwire.create([]);
    try {
      const {
        applied,
        applyLog,
        statePosition: after,
      } = await this.#watch(name, onEvent =>
        engine.apply({
          runId,
          environment,
          signal,
          expected: { digests, statePosition, commit: plan.commit.commit },
          onTripwire: given => {
            tripwire = given;
          },
          onEvent: event => {
            if (event.type === 'log') log.push(event.text);
            onEvent(event);
          },
        }),
      );
      const directory = await this.#archiveApply(plan, {
        applyLog,
        tripwire,
      });
      await this.#plans.forget(name);
      await this.#plans.saveApplied(plan, after);
      await this.#discard(engine, runId);
      terminal.print(
        `Applied to '${name}': ${applied.add} added, ${applied.change} changed, ${applied.remove} destroyed`,
      );
      terminal.print(`Log in ${relative('', directory)}`);
      return 0;
    } catch (error) {
      // A refused plan was not touched. Any other is used up, whatever it did:
      // its log is kept, and the engine keeps a state that could not be saved.
      const refused =
        error instanceof StalePlanError || error instanceof UnknownKeyError;
      if (!refused) {
        await this.#plans.forget(name);
        if (log.length > 0) {
          const applyLog = joinRedacted(log);
          await this.#archiveApply(plan, { applyLog, tripwire });
        }
        await this.#discard(engine, runId);
      }
      throw error;
    }
  }

  async #archiveApply(
    plan: LastPlan,
    evidence: { applyLog: Redacted; tripwire: Tripwire },
  ): Promise<string> {
    const { directory } = await archiveApply({
      root: this.#options.config.artifacts,
      environment: plan.environment,
      date: new Date(plan.createdAt),
      runId: plan.runId,
      ...evidence,
    });
    return directory;
  }

  async #open(
    name: string,
    planned?: LastPlan['secretVersions'],
  ): Promise<Workbench> {
    const { config, terminal } = this.#options;
    return openWorkbench({ config, terminal, name, planned });
  }

  async #watch<T>(
    environment: string,
    work: Parameters<typeof watchRun<T>>[1],
  ): Promise<T> {
    const { terminal, verbose } = this.#options;
    return watchRun({ environment, terminal, verbose }, work);
  }

  async #discard(engine: Engine, runId: string) {
    await this.#tidy(() => engine.discard(runId));
  }

  /** Litter is no reason to hide how the run itself ended. */
  async #tidy(work: () => Promise<void>) {
    await work().catch(error => {
      this.#options.terminal.report(
        `Warning: cannot remove the files of a run: ${error.message}\n`,
      );
    });
  }
}
