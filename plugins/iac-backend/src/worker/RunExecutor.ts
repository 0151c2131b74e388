import type { LoggerService } from '@backstage/backend-plugin-api';
import { safeText } from '@backstage-iac/plugin-iac-common';
import type { LogStore } from '../database/LogStore';
import type { ClaimedRun } from '../database/RunLeases';
import { ApplyExecutor, type ApplyExecutorOptions } from './ApplyExecutor';
import type { Clock } from './Clock';
import { PlanExecutor, type PlanExecutorOptions } from './PlanExecutor';
import type { RunControl } from './RunControl';
import { RunEnding, type RunEndingOptions } from './RunEnding';
import { RunLogger } from './RunLogger';
import { RunRecorder } from './RunRecorder';
import { RunSecrets } from './RunSecrets';
import type { RunWork } from './RunWork';

export interface RunExecutorOptions
  extends PlanExecutorOptions,
    ApplyExecutorOptions,
    RunEndingOptions {
  logs: LogStore;
  logger: LoggerService;
  clock: Clock;
}

/** Takes one claimed run as far as it goes without a person. */
export class RunExecutor {
  readonly #options: RunExecutorOptions;
  readonly #plans: PlanExecutor;
  readonly #applies: ApplyExecutor;

  constructor(options: RunExecutorOptions) {
    const ending = new RunEnding(options);
    this.#options = options;
    this.#plans = new PlanExecutor(options, ending);
    this.#applies = new ApplyExecutor(options, ending);
  }

  /** Never throws: what goes wrong is recorded in the run, or in the log. */
  async execute(claimed: ClaimedRun, control: RunControl): Promise<void> {
    const { transitions, logs, logger, clock } = this.#options;
    const { run } = claimed;
    const secrets = new RunSecrets();
    const work: RunWork = {
      claimed,
      run,
      control,
      secrets,
      log: new RunLogger({
        logger: logger.child({ runId: run.id, environment: run.environment }),
        redactor: () => secrets.redactor,
      }),
      recorder: new RunRecorder({
        claimed,
        transitions,
        logs,
        onFailure: () => control.stop('lease-lost'),
        abandoned: control.abandonSignal,
        clock,
      }),
    };
    try {
      if (run.state === 'applying') await this.#applies.execute(work);
      else await this.#plans.execute(work);
    } catch (error) {
      work.log.error(safeText`Could not record how a run ended`, error);
    }
  }
}
