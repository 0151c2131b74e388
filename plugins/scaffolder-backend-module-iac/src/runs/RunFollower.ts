import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  redactedLines,
  type RedactedText,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { IacService } from '@backstage-iac/plugin-iac-node';
import type { Clock } from './Clock';
import type { PatientCaller } from './PatientCaller';

/** Between two looks at a run, milliseconds. */
const POLL_INTERVAL_MS = 1_000;

/** Pieces of log asked for at a time. */
const LOG_PAGE = 200;

export interface RunFollowerOptions {
  iac: IacService;
  caller: PatientCaller;
  clock: Clock;
  credentials: BackstageCredentials;
  logger: LoggerService;
  runId: string;
  signal?: AbortSignal;
}

/** Watches one run and passes its log on, line by line. */
export class RunFollower {
  readonly #options: RunFollowerOptions;
  /** Where the log goes on; kept from one call to the next. */
  #cursor: number | undefined;

  static create(options: RunFollowerOptions) {
    return new RunFollower(options);
  }

  private constructor(options: RunFollowerOptions) {
    this.#options = options;
  }

  /**
   * Waits until the run is as wanted, or the deadline has come.
   *
   * @param options - `deadline` in milliseconds since the epoch
   * @returns the run as it was seen last
   * @throws an `AbortError` when the task is cancelled
   */
  async follow(options: {
    until: (run: Run) => boolean;
    deadline: number;
  }): Promise<Run> {
    const { clock, signal } = this.#options;
    for (;;) {
      // The state first: what is then read of the log is complete when the
      // state says that the run has ended.
      const run = await this.#readRun();
      await this.#passLogOn();
      const left = options.deadline - clock.now();
      if (options.until(run) || left <= 0) return run;
      await clock.wait(Math.min(POLL_INTERVAL_MS, left), signal);
    }
  }

  async #readRun(): Promise<Run> {
    const { caller, credentials, iac, runId, signal } = this.#options;
    return caller.call(() => iac.getRun(runId, { credentials, signal }));
  }

  async #passLogOn(): Promise<void> {
    const { caller, credentials, iac, logger, runId, signal } = this.#options;
    // The task's log takes what runs print only when it is redacted.
    const show = (line: RedactedText) => logger.info(line);
    for (;;) {
      const { chunks } = await caller.call(() =>
        iac.readLog(
          runId,
          { after: this.#cursor, limit: LOG_PAGE },
          { credentials, signal },
        ),
      );
      for (const { cursor, text } of chunks) {
        for (const line of redactedLines(text)) show(line);
        this.#cursor = cursor;
      }
      if (chunks.length < LOG_PAGE) return;
    }
  }
}
