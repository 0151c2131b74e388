import { ConflictError } from '@backstage/errors';
import {
  isTerminal,
  type Freeze,
  type GuardedChange,
  type RunPlan,
} from '@backstage-iac/plugin-iac-common';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { StoredRun } from '../database/runRow';
import type { RunStore } from '../database/RunStore';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import { breakGlassStatus, type BreakGlassStatus } from './breakGlass';
import {
  evaluateApprovals,
  type ApprovalCase,
  type Approvals,
} from './evaluateApprovals';
import type { FreezeCalendar } from './FreezeCalendar';
import { guardedChanges } from './guardedChanges';
import type { People } from './People';
import type { ReviewStore } from './ReviewStore';

/** All that is decided from about one run, read together. */
export interface RunCase {
  run: StoredRun;
  asked: ApprovalCase;
  approvals: Approvals;
  breakGlass: BreakGlassStatus;
  freeze?: Freeze;
  /** By approvals, or by break-glass. */
  satisfied: boolean;
}

export interface CaseReaderOptions {
  registry: EnvironmentRegistry;
  runs: RunStore;
  reviews: ReviewStore;
  artifacts: ArtifactStore;
  states: EnvironmentStateStore;
  people: People;
  freezes: FreezeCalendar;
}

/** Reads what the rules about approvals need to know, by today's configuration and catalog. */
export class CaseReader {
  readonly #options: CaseReaderOptions;

  constructor(options: CaseReaderOptions) {
    this.#options = options;
  }

  /**
   * @param asking - people whose eligibility is wanted besides those who reviewed
   * @throws NotFoundError when the run, or its environment, does not exist
   * @throws ConflictError when its plan cannot be read
   */
  async read(runId: string, asking: string[] = []): Promise<RunCase> {
    const { runs, reviews, registry, states, people } = this.#options;
    const run = await runs.get(runId);
    const { protection } = registry.get(run.environment);
    const given = await reviews.list(runId);
    const [now, who, guarded] = await Promise.all([
      states.now(),
      people.find([...asking, ...given.map(({ person }) => person)]),
      this.#guarded(run, protection.guardedResources),
    ]);
    return this.decide(run, {
      protection,
      digest: run.digests?.approval,
      requester: run.createdBy,
      commit: run.commit,
      who,
      guarded,
      reviews: given,
      now,
      ...(isTerminal(run.state)
        ? { ended: usedApproval(run) ? 'with-approval' : 'without' }
        : {}),
    });
  }

  /** The same case again, with words or a run that were read since. */
  decide(run: StoredRun, asked: ApprovalCase): RunCase {
    const approvals = evaluateApprovals(asked);
    const breakGlass = breakGlassStatus(
      run.breakGlass,
      asked.protection,
      asked.now,
    );
    return {
      run,
      asked,
      approvals,
      breakGlass,
      freeze: this.#options.freezes.freezeOf(run.environment, asked.now),
      satisfied:
        breakGlass === 'in-force' || approvals.given >= approvals.required,
    };
  }

  async #guarded(run: StoredRun, globs: string[]): Promise<GuardedChange[]> {
    if (globs.length === 0 || !run.digests) return [];
    const json = await this.#options.artifacts.read(run.id, 'plan');
    if (json !== undefined) {
      return guardedChanges(
        (JSON.parse(json) as RunPlan).summary.changes,
        globs,
      );
    }
    if (isTerminal(run.state)) return [];
    throw new ConflictError(
      `The plan of run '${run.id}' cannot be read, so nobody can tell what it destroys. Discard it and plan again`,
    );
  }
}

/** Its apply began, with the approvals that it had. */
function usedApproval(run: StoredRun): boolean {
  return run.approvedAt !== undefined && run.state !== 'discarded';
}
