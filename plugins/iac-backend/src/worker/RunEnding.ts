import { LeakError, type Leak } from '@backstage-iac/engine';
import { safeText, type Run } from '@backstage-iac/plugin-iac-common';
import type { LogInspection } from '../artifacts/LogInspection';
import { stopRunningStages } from '../database/recovery';
import type { Transition } from '../database/RunTransitions';
import { explain, isUnexpected, withLeak, type Ending } from './runErrors';
import type { RunWork } from './RunWork';

export interface RunEndingOptions {
  inspection: LogInspection;
  /** Tells those who must know that a secret was written somewhere. */
  onLeak: (run: Run, leak: Leak) => Promise<void>;
}

/** How runs end that do not go as hoped, and the last look for secrets at whatever they wrote. */
export class RunEnding {
  readonly #options: RunEndingOptions;

  constructor(options: RunEndingOptions) {
    this.#options = options;
  }

  /** @param alongside - written with the end of the run */
  async end(
    ending: Ending,
    error: unknown,
    work: RunWork,
    alongside?: Transition['alongside'],
  ): Promise<void> {
    const { control, recorder, log, secrets } = work;
    if (control.reason === 'lease-lost') {
      log.warn(safeText`Lost the lease of a run and stopped working on it`);
      return;
    }
    if (ending.error && isUnexpected(error)) {
      log.error(safeText`A run failed unexpectedly`, error);
    }
    if (error instanceof LeakError) await this.tell(work, error);
    await recorder.settle();
    const leak = await this.inspect(work);
    if (leak) await this.tell(work, leak);
    const end = leak
      ? withLeak(ending, explain(leak, secrets.redactor))
      : ending;
    const { state, error: told, progress, rescuedState } = end;
    const stages =
      state === 'pending' ? [] : stopRunningStages(recorder.stages);
    recorder.enter(
      state,
      { stages, error: told, progress, rescuedState },
      alongside,
    );
    await recorder.settle();
    if (told) {
      log.info(safeText`A run did not succeed`, {
        state: safeText`${state}`,
        reason: told.message,
      });
    }
  }

  /** The log once more, whichever way the run ends. */
  async inspect(work: RunWork): Promise<LeakError | undefined> {
    const { run, recorder, secrets } = work;
    try {
      await recorder.store(() =>
        this.#options.inspection.inspect(run.id, secrets.tripwire),
      );
      return undefined;
    } catch (error) {
      if (error instanceof LeakError) return error;
      throw error;
    }
  }

  async tell({ run, log }: RunWork, { leak }: LeakError): Promise<void> {
    try {
      await this.#options.onLeak(run, leak);
    } catch (error) {
      log.error(safeText`Could not record that a secret leaked`, error);
    }
  }
}
