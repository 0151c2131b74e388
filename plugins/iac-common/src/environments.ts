import type { Protection } from './approvals';
import type { DriftStatus } from './drift';
import type { CheckWaiver, ReadinessPurpose } from './readiness/checks';
import type {
  CheckStanding,
  ReadinessReason,
  ReadinessVerdict,
} from './readiness/verdict';
import type { Run, RunSummary } from './runs';

/** @public */
export interface EnvironmentDrift {
  status: DriftStatus;
  /** Resources that changed outside Terraform; absent unless known. */
  count?: number;
  /** When the last check that gave an answer ended. ISO 8601, UTC. */
  checkedAt?: string;
  /** When drift was first seen without a clean check since. */
  since?: string;
  /** `checkedAt` is older than the freshness window. */
  stale: boolean;
  runId?: string;
  /** Changes of code or variables that no apply has deployed; absent unless known. */
  undeployedChanges?: number;
  /** The first addresses that drifted, at most 20. */
  addresses: string[];
}

/** @public */
export interface Environment {
  name: string;
  title?: string;
  description?: string;
  tier: string;
  owner?: string;
  labels: Record<string, string>;
  source: string;
  directory: string;
  ref?: string;
  stateType: string;
  driftCron: string;
  nextDriftCheckAt?: string;
  protection: Protection;
  /** Shares a limit of runs at a time with others of the group. */
  group?: string;
  /** Prevents starting a run: definition errors, such as a missing directory. */
  problem?: string;
}

/** What the runs of an environment say of it: nothing here is judged. @public */
export interface EnvironmentFacts {
  environment: Environment;
  drift: EnvironmentDrift;
  /** Newest run of any kind. */
  lastRun?: Run;
  lastPlan?: Run;
  /** Newest run of the environment's own ref that ended, other than a drift check. */
  lastAttempt?: Run;
  lastApply?: Run;
  lastDriftCheck?: Run;
  /** Runs that have not ended, the oldest first. */
  activeRuns: Run[];
  /** Runs that wait for a person. */
  awaitingApproval: Run[];
  /** Runs whose outcome is not known, and that nobody has closed. */
  unclosed: Run[];
  /** Runs for which the glass was broken, and that nobody has reviewed. */
  toReview: Run[];
}

/** Is the environment ready, and if not, why, and what next? @public */
export interface EnvironmentReadiness
  extends Omit<
    EnvironmentFacts,
    'lastRun' | 'lastPlan' | 'lastAttempt' | 'lastApply' | 'lastDriftCheck'
  > {
  /** Newest run of any kind. */
  lastRun?: RunSummary;
  lastPlan?: RunSummary;
  lastApply?: RunSummary;
  lastDriftCheck?: RunSummary;
  verdict: ReadinessVerdict;
  readyFor: Record<ReadinessPurpose, ReadinessVerdict>;
  /** Worst first; empty only when ready. */
  reasons: ReadinessReason[];
  /** Every check, in the order of the catalogue. */
  standings: CheckStanding[];
  /**
   * Waivers that somebody should look at: asked for and not decided, or at an
   * end within the last 14 days while their check still does not pass.
   */
  waivers: CheckWaiver[];
  /** Since when the verdict and its reasons are these. ISO 8601, UTC. */
  since: string;
}
