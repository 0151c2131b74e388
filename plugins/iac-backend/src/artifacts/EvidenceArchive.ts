import type {
  ArchiveApplyOptions,
  ArchivePlanOptions,
  PlanEvidence,
  Redacted,
} from '@backstage-iac/engine';
import type { Run, RunPlan } from '@backstage-iac/plugin-iac-common';
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

  async storePlan(run: Run, evidence: PlanEvidence): Promise<void> {
    const { summary, drift, variables, advice, hygiene } = evidence;
    const plan: RunPlan = { summary, drift, variables, advice, hygiene };
    await this.#artifacts.write(run.id, 'plan', JSON.stringify(plan));
    await this.#artifacts.write(run.id, 'plan-text', evidence.planText);
    // The newest plan of a day is what tickets link to; a nightly check is none.
    if (run.operation === 'drift-check') return;
    await this.#archive.archivePlan({
      ...this.#place(run),
      planText: evidence.planText,
      planJson: evidence.planJson,
      summary: evidence.summary,
      eventLog: evidence.eventLog,
    });
  }

  /** Beside the plan, under the day of the plan. */
  async storeApply(run: Run, applyLog: Redacted): Promise<void> {
    await this.#archive.archiveApply({ ...this.#place(run), applyLog });
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
