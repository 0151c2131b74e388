import {
  toRedactedText,
  type ApplyEvidence,
  type ArchiveApplyOptions,
  type ArchivePlanOptions,
  type PlanEvidence,
} from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type { ClaimedRun } from '../database/RunLeases';
import type { ArtifactStore } from './ArtifactStore';

/** The engine's archive, `<root>/<environment>/<date>/<run>/…`. */
export interface ArchiveFunctions {
  archivePlan(options: ArchivePlanOptions): Promise<unknown>;
  archiveApply(options: ArchiveApplyOptions): Promise<unknown>;
}

/** Keeps what a run proved: for the API, and in the archive that tickets link to. */
export class EvidenceArchive {
  readonly #artifacts: ArtifactStore;
  readonly #archive: ArchiveFunctions;
  readonly #root: string;

  /** @param options - `root`: folder of the archive, absolute */
  constructor(options: {
    artifacts: ArtifactStore;
    archive: ArchiveFunctions;
    root: string;
  }) {
    this.#artifacts = options.artifacts;
    this.#archive = options.archive;
    this.#root = options.root;
  }

  /**
   * @throws LeaseLostError when the claimant no longer owns the run; nothing is stored then
   * @throws LeakError when a secret was found in a file
   */
  async storePlan(
    { run, ticket }: ClaimedRun,
    evidence: PlanEvidence,
  ): Promise<void> {
    const { summary, drift, variables, advice, hygiene } = evidence;
    const { planText, tripwire } = evidence;
    const plan = toRedactedText({
      summary,
      drift,
      variables,
      advice,
      hygiene,
    });
    const owner = { runId: run.id, ticket };
    await this.#artifacts.write(owner, 'plan', plan, tripwire);
    await this.#artifacts.write(owner, 'plan-text', planText, tripwire);
    if (hygiene) {
      const report = toRedactedText(hygiene);
      await this.#artifacts.write(owner, 'hygiene', report, tripwire);
    }
    // The newest plan of a day is what tickets link to; a nightly check is none.
    if (run.operation === 'drift-check') return;
    await this.#archive.archivePlan({
      ...this.#place(run),
      planText,
      planJson: evidence.planJson,
      summary,
      eventLog: evidence.eventLog,
      tripwire,
    });
  }

  /**
   * Beside the plan, under the day of the plan.
   *
   * @throws LeakError when a secret was found in the log
   */
  async storeApply(
    run: Run,
    evidence: Pick<ApplyEvidence, 'applyLog' | 'tripwire'>,
  ): Promise<void> {
    const { applyLog, tripwire } = evidence;
    await this.#archive.archiveApply({
      ...this.#place(run),
      applyLog,
      tripwire,
    });
  }

  /** The day a run was asked for names its folder, so that its apply finds it after midnight. */
  #place(run: Run) {
    return {
      root: this.#root,
      environment: run.environment,
      date: new Date(run.createdAt),
      runId: run.id,
    };
  }
}
