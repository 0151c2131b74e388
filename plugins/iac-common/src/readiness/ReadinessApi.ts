import type { DriftStatus } from '../drift';
import type { RequestOptions } from '../IacApi';
import type { Page } from '../runs';
import type { RunState } from '../runStates';
import type { Said } from '../words';
import type {
  CheckGroup,
  CheckPeriod,
  CheckWaiver,
  EnvironmentCheck,
  ReadinessPurpose,
} from './checks';
import type {
  CheckCounts,
  GroupGlyph,
  ReadinessReason,
  ReadinessVerdict,
  StoredVerdict,
} from './verdict';

/** One line of the readiness list. Times are ISO 8601, UTC. @public */
export interface ReadinessLine {
  environment: string;
  title?: string;
  tier: string;
  owner?: string;
  verdict: ReadinessVerdict;
  readyFor: Record<ReadinessPurpose, ReadinessVerdict>;
  worstReason?: ReadinessReason;
  reasonCount: number;
  groups: Partial<Record<CheckGroup, GroupGlyph>>;
  counts: CheckCounts;
  drift: { status: DriftStatus; count?: number; checkedAt?: string };
  lastApply?: {
    runId: string;
    number: number;
    state: RunState;
    finishedAt?: string;
  };
  /** Since when the verdict and its reasons are these. */
  since: string;
  evaluatedAt: string;
}

/** One environment with all its checks. @public */
export interface ReadinessDetail extends ReadinessLine {
  /** Worst first; empty only when ready. */
  reasons: ReadinessReason[];
  policyVersion: number;
  nextChangeAt?: string;
  checks: EnvironmentCheck[];
}

/** @public */
export interface ListReadinessRequest {
  verdict?: ReadinessVerdict;
  owner?: string;
  tier?: string;
  /** Environments in which this check does not pass. */
  check?: string;
  /** @defaultValue 0 */
  offset?: number;
  /** 1 to 1000. @defaultValue 100 */
  limit?: number;
}

/** What one check was at two moments. @public */
export interface CheckChange {
  checkId: string;
  title: string;
  /** Absent: it was not there. */
  before?: CheckMoment;
  /** Absent: the check is gone. */
  now?: CheckMoment;
}

/** What one check was at a moment. @public */
export interface CheckMoment {
  standing: GroupGlyph;
  summary: string;
  /** The summary by its key. Absent: words of a module, or of an earlier release. */
  said?: Said;
}

/** Answer to "what changed since it was last ready?". @public */
export interface ReadinessChanges {
  verdict: ReadinessVerdict;
  /** Absent: it never was. */
  lastReady?: { from: string; until: string };
  /** What is different, the worst first; without `lastReady`, all that does not pass. */
  changes: CheckChange[];
}

/** A stretch of time with one verdict. Times are ISO 8601, UTC. @public */
export interface VerdictPeriod {
  verdict: ReadinessVerdict;
  from: string;
  to: string;
}

/** Something that happened to an environment. @public */
export interface TimelineMark {
  kind: 'applied' | 'apply-failed' | 'drift-began' | 'drift-ended';
  /** ISO 8601, UTC. */
  at: string;
  runId?: string;
  /** Of the run. */
  number?: number;
}

/** The recent past of an environment, oldest first. @public */
export interface ReadinessTimeline {
  /** ISO 8601, UTC. */
  from: string;
  to: string;
  /** Without gaps from the first verdict on. */
  periods: VerdictPeriod[];
  /** The newest 500. */
  marks: TimelineMark[];
}

/** One check of one environment with its past. @public */
export interface CheckDetail extends EnvironmentCheck {
  /** Newest first, at most 100. */
  periods: CheckPeriod[];
  /** Newest first, with those that have ended. */
  waivers: CheckWaiver[];
}

/** @public */
export interface RequestWaiverRequest {
  reason: string;
  ticket: string;
  /** ISO 8601; within 90 days. */
  expiresAt: string;
}

/** @public */
export interface BadgeUrlRequest {
  /** Seconds from now; absent: it does not expire. */
  expiresInSeconds?: number;
}

/** What can be asked about readiness. Part of `IacApi`. @public */
export interface ReadinessApi {
  /** Worst first, then the oldest proof. */
  listReadiness(
    request: ListReadinessRequest,
    options?: RequestOptions,
  ): Promise<Page<ReadinessLine>>;
  /** The whole list, `offset` and `limit` aside. CSV is safe to open in a spreadsheet. */
  exportReadiness(
    request: ListReadinessRequest & { format: 'json' | 'csv' },
    options?: RequestOptions,
  ): Promise<string>;
  getReadiness(
    environment: string,
    options?: RequestOptions,
  ): Promise<ReadinessDetail>;
  /** All checks look now. Runs no Terraform: what only a run can tell stays as old as it is. */
  recheck(
    environment: string,
    options?: RequestOptions,
  ): Promise<ReadinessDetail>;
  /** Newest first. */
  listVerdicts(
    environment: string,
    request: { offset?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<Page<StoredVerdict>>;
  /** @param request - `days` back from now, 1 to 366; 90 when left out */
  getTimeline(
    environment: string,
    request: { days?: number },
    options?: RequestOptions,
  ): Promise<ReadinessTimeline>;
  /** What changed since it was last ready? */
  getReadinessChanges(
    environment: string,
    options?: RequestOptions,
  ): Promise<ReadinessChanges>;
  getCheck(
    environment: string,
    checkId: string,
    options?: RequestOptions,
  ): Promise<CheckDetail>;
  /** Asks for a check to be left out for some time; somebody else must approve. */
  requestWaiver(
    environment: string,
    checkId: string,
    request: RequestWaiverRequest,
    options?: RequestOptions,
  ): Promise<CheckWaiver>;
  decideWaiver(
    environment: string,
    waiverId: string,
    request: { approve: boolean },
    options?: RequestOptions,
  ): Promise<CheckWaiver>;
  /** Ends a waiver, or takes a request back. */
  revokeWaiver(
    environment: string,
    waiverId: string,
    options?: RequestOptions,
  ): Promise<CheckWaiver>;
  /** URL of the readiness badge that needs no sign-in. */
  getBadgeUrl(
    environment: string,
    request: BadgeUrlRequest,
    options?: RequestOptions,
  ): Promise<{ svg: string; json: string; expiresAt?: string }>;
}
