import type { HygieneReport } from '@backstage-iac/plugin-iac-common';
import { checkHygiene, type HygieneOptions } from '../hygiene/checkHygiene';
import type { StageOutcome } from './Stages';

/** The checks of secret hygiene, which work while Terraform initialises and validates. */
export class HygieneRun {
  readonly #stop = new AbortController();
  #report: Promise<HygieneReport | undefined> = Promise.resolve(undefined);

  start(options: Omit<HygieneOptions, 'signal'>): void {
    this.#report = checkHygiene({ ...options, signal: this.#stop.signal });
  }

  /** `undefined` when it was not started. Never throws, and takes a few seconds at most. */
  async report(): Promise<HygieneReport | undefined> {
    return this.#report;
  }

  /** Ends what is still under way; whoever asks then reads that it did not work. */
  stop(): void {
    this.#stop.abort();
  }
}

/** Adds to the outcome of a stage what failed; a run goes on all the same. */
export function withHygiene(
  outcome: StageOutcome,
  report: HygieneReport | undefined,
): StageOutcome {
  const failed = (report?.checks ?? []).filter(
    ({ status }) => status === 'fail' || status === 'error',
  );
  if (failed.length === 0) return outcome;
  const hygiene = failed
    .map(({ id, summary }) => `secrets.${id}: ${summary}`)
    .join('; ');
  return {
    status: 'warned',
    message: outcome.message ? `${outcome.message}; ${hygiene}` : hygiene,
  };
}
