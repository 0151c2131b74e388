import type { DriftResult } from './drift';
import type { BreakGlass } from './approvals';
import type {
  ApplyProgress,
  ClosedAs,
  QueueWait,
  Reconciliation,
} from './custody';
import type { RedactedText } from './redactedText';
import type { Operation } from './operations';
import type { PlanCounts, PlanSummary } from './plans';
import type { RunState, Stage } from './runStates';
import type {
  PlanDigests,
  ResolvedCommit,
  StatePosition,
  ToolVersion,
} from './evidence';
import type { HygieneReport } from './secrets';
import type {
  SecretVersion,
  VariableAdvice,
  VariableOrigin,
} from './variables';

/** What asked for a run. @public */
export type RunTrigger =
  | 'user'
  | 'schedule'
  | 'scaffolder'
  | 'startup'
  | 'cli'
  /** Made again by the portal, because its predecessor's plan could no longer be applied. */
  | 'replan';

/** A failure with the next step. @public */
export interface RunError {
  message: string;
  /** What a person can do about it, one sentence. */
  nextStep?: string;
}

/** One operation on one environment at one commit. Times are ISO 8601, UTC. @public */
export interface Run {
  id: string;
  /** Counts up per environment, shown as `#12`. */
  number: number;
  environment: string;
  operation: Operation;
  state: RunState;
  trigger: RunTrigger;
  /** Entity ref of the person or service that asked. */
  createdBy: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** Branch, tag or hash that was asked for. */
  ref?: string;
  commit?: ResolvedCommit;
  tool?: ToolVersion;
  /** Provider versions of the lock file that was planned with, by address. */
  providers?: Record<string, string>;
  stages: Stage[];
  counts?: PlanCounts;
  hasChanges?: boolean;
  digests?: PlanDigests;
  /** Versions of the secrets that the plan was made with, by variable. */
  secretVersions?: Record<string, SecretVersion>;
  statePosition?: StatePosition;
  drift?: Pick<DriftResult, 'status' | 'undeployedChanges'> & {
    outsideChanges: number;
    /** Resources with known drift, counted nowhere else; absent from runs of earlier versions. */
    ignored?: number;
    failedChecks: number;
  };
  error?: RunError;
  reason?: string;
  /** Ticket of the change, `CHG-2214`. */
  ticket?: string;
  /** Who gave the last approval that was needed. */
  approvedBy?: string;
  approvedAt?: string;
  cancelRequestedBy?: string;
  cancelRequestedAt?: string;
  /** From then on it may be ended by force. */
  forceCancelAvailableAt?: string;
  forceCancelRequestedBy?: string;
  forceCancelRequestedAt?: string;
  breakGlass?: BreakGlass;
  /** The run that took its place, and why. */
  successor?: {
    runId: string;
    number: number;
    why: 'superseded' | 'replanned';
  };
  /** The run whose plan could no longer be applied, and that this one plans again. */
  predecessor?: { runId: string; number: number };
  /** What was done of an apply that did not end in order. */
  progress?: ApplyProgress;
  /** Terraform could not save its state, and left it: sealed, waits to be pushed. */
  rescuedState?: boolean;
  /** For an unknown outcome. */
  reconciliation?: Reconciliation;
  /** A person's word on an unknown outcome. */
  closed?: { as: ClosedAs; by: string; at: string; comment?: string };
  /** While it is `pending`, or `approved` and held back. */
  waitsFor?: QueueWait;
  /** Times that a worker began it; more than one after a crash. */
  attempt: number;
}

/**
 * A run as it is told beside its environment. How it went in detail, and with
 * what, is told by the run itself.
 *
 * @public
 */
export type RunSummary = Omit<
  Run,
  | 'digests'
  | 'progress'
  | 'providers'
  | 'reconciliation'
  | 'secretVersions'
  | 'stages'
  | 'statePosition'
  | 'tool'
>;

/** The plan of a run, with its resources. @public */
export interface RunPlan {
  summary: PlanSummary;
  drift?: DriftResult;
  /** Which values were in force, by name; absent from plans of earlier versions. */
  variables?: VariableOrigin[];
  advice?: VariableAdvice[];
  /** Of plans, not of drift checks. */
  hygiene?: HygieneReport;
}

/** A stored piece of log. `cursor` is what a reader passes as `after` to go on. @public */
export interface LogChunk {
  cursor: number;
  stage: string;
  /** Redacted; one or more whole lines, each ended by a newline. */
  text: RedactedText;
  at: string;
}

/** @public */
export interface CreateRunRequest {
  environment: string;
  operation: Operation;
  ref?: string;
  reason?: string;
  /** Ticket of the change, `CHG-2214`. At most 200 characters. */
  ticket?: string;
  trigger?: Extract<RunTrigger, 'user' | 'scaffolder' | 'cli'>;
  /** The same key asked twice gives the same run: makes a retried request safe. At most 200 characters. */
  idempotencyKey?: string;
}

/** @public */
export interface ListRunsRequest {
  environment?: string;
  operation?: Operation;
  state?: RunState;
  /** @defaultValue 0 */
  offset?: number;
  /** 1 to 200. @defaultValue 25 */
  limit?: number;
}

/** @public */
export interface Page<T> {
  items: T[];
  totalItems: number;
}
