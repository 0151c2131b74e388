import {
  IacRequestError,
  isTerminal,
  type IacApi,
  type Run,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../terminal/Progress';
import { patiently } from './patiently';

const POLL_MS = 1_000;
const LOG_CHUNKS = 500;

interface PortalRunOptions {
  api: IacApi;
  run: Run;
  progress: Progress;
  signal: AbortSignal;
  /** Stages whose log is shown. @defaultValue all */
  showLog: (stage: string) => boolean;
}

/** A run on the portal, watched from here. */
export class PortalRun {
  readonly #options: PortalRunOptions;
  #cursor?: number;
  #cancelAsked = false;

  static follow(options: PortalRunOptions): PortalRun {
    return new PortalRun(options);
  }

  private constructor(options: PortalRunOptions) {
    this.#options = options;
  }

  /**
   * Shows stages and log until the run has ended or is in one of the states.
   * When the signal is aborted the run is canceled, and still watched to its end.
   */
  async until(...states: RunState[]): Promise<Run> {
    const { api, progress, signal } = this.#options;
    const { id } = this.#options.run;
    for (;;) {
      // The run is read before the log: what it had written by then is shown.
      const run = await patiently(progress, () => api.getRun(id));
      await this.#showLog(id);
      run.stages.forEach(stage => progress.stage(stage));
      if (isTerminal(run.state) || states.includes(run.state)) return run;
      if (signal.aborted && !this.#cancelAsked) await this.#cancel(id);
      await this.#pause();
    }
  }

  async #cancel(id: string) {
    const { api, progress } = this.#options;
    this.#cancelAsked = true;
    await patiently(progress, () => api.cancelRun(id)).catch(error => {
      // It ended meanwhile, which the next look at it shows.
      if (!IacRequestError.is(error) || error.cause.name !== 'ConflictError') {
        throw error;
      }
    });
  }

  async #showLog(id: string) {
    const { api, progress, showLog } = this.#options;
    for (;;) {
      const { chunks } = await patiently(progress, () =>
        api.readLog(id, { after: this.#cursor, limit: LOG_CHUNKS }),
      );
      for (const chunk of chunks) {
        this.#cursor = chunk.cursor;
        if (showLog(chunk.stage)) progress.log(chunk.text);
      }
      if (chunks.length < LOG_CHUNKS) return;
    }
  }

  async #pause() {
    const { signal } = this.#options;
    await delay(POLL_MS, undefined, this.#cancelAsked ? {} : { signal }).catch(
      error => {
        if (!signal.aborted) throw error;
      },
    );
  }
}
