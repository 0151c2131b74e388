import type { Protection } from './approvals';
import type { DriftStatus } from './drift';
import type { Run } from './runs';

/**
 * First, honest answer to "is it ready?". Ordered from worst to best.
 *
 * @public
 */
export type Verdict =
  | 'check_failed'
  | 'drifted'
  | 'never_planned'
  | 'stale'
  | 'pending_changes'
  | 'ready';

/** One reason of a verdict with the one thing to do about it. @public */
export interface VerdictReason {
  verdict: Verdict;
  /** One sentence of facts. */
  message: string;
  /** Facts below it: resources, times. */
  detail?: string;
  next: NextStep;
  /** The run that saw it. */
  runId?: string;
}

/** @public */
export type NextStep =
  | 'plan'
  | 'check-drift'
  | 'review-drift'
  | 'review-plan'
  | 'read-log'
  | 'watch'
  /** Close a run whose outcome is not known. */
  | 'close-run'
  | 'review-break-glass'
  | 'none';

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

/** One line of the readiness page. @public */
export interface EnvironmentReadiness {
  environment: Environment;
  verdict: Verdict;
  /** Worst first; never empty. */
  reasons: VerdictReason[];
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
}
