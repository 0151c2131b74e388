import type { Said } from '../words';
import type {
  CheckGroup,
  CheckStatus,
  ReadinessPurpose,
  Remediation,
} from './checks';

/**
 * `BLOCKED`: something required fails. `UNPROVEN`: something required is
 * unknown, stale or could not be checked. `AT_RISK`: it may go on, and a person
 * should know why not lightly. `READY`: everything required was seen to pass.
 *
 * @public
 */
export type ReadinessVerdict = 'BLOCKED' | 'UNPROVEN' | 'AT_RISK' | 'READY';

/** From worst to best. @public */
export const READINESS_VERDICTS: readonly ReadinessVerdict[] = [
  'BLOCKED',
  'UNPROVEN',
  'AT_RISK',
  'READY',
];

/** How a check counts in a verdict. @public */
export type ReadinessReasonKind =
  | 'failed'
  | 'unknown'
  | 'stale'
  | 'error'
  | 'warning'
  | 'waived'
  /** A waiver ends within a week. */
  | 'waiver-ending'
  /** Nothing that is required was seen to pass. */
  | 'nothing-proven';

/** @public */
export interface ReadinessReason {
  /** What this reason alone would make of the environment. */
  verdict: ReadinessVerdict;
  kind: ReadinessReasonKind;
  /** Absent when it is about all of them. */
  checkId?: string;
  /** Of the check. */
  title?: string;
  /** What the check saw, one sentence of facts. */
  summary: string;
  /** The summary by its key. Absent: words of a module, or of an earlier release. */
  said?: Said;
  /** Title and summary in one sentence that says how the check counts. */
  message: string;
  /** Of a stale result when it was seen, of a waiver when it ends; the message names it. ISO 8601, UTC. */
  at?: string;
  next?: Remediation;
  purposes: ReadinessPurpose[];
  runId?: string;
}

/** What stands in a group's place in the list: the worst of its checks. @public */
export type GroupGlyph =
  | 'fail'
  | 'error'
  | 'stale'
  | 'unknown'
  | 'warn'
  | 'waived'
  | 'pass'
  | 'not-applicable';

/** From worst to best. @public */
export const GROUP_GLYPHS: readonly GroupGlyph[] = [
  'fail',
  'error',
  'stale',
  'unknown',
  'warn',
  'waived',
  'pass',
  'not-applicable',
];

/** What passes, is waived or does not apply is no failure. @public */
export function isFailing(standing: GroupGlyph): boolean {
  return GROUP_GLYPHS.indexOf(standing) < GROUP_GLYPHS.indexOf('waived');
}

/** How many checks are in each state; a stale one counts as stale only. @public */
export type CheckCounts = Record<GroupGlyph, number>;

/** What one check stands for in a verdict. @public */
export interface CheckStanding {
  checkId: string;
  group: CheckGroup;
  title: string;
  standing: GroupGlyph;
  /** ISO 8601, UTC. */
  observedAt: string;
}

/** All that a verdict rests on, about one check. Stored with it. @public */
export interface VerdictInput {
  checkId: string;
  group: CheckGroup;
  title: string;
  required: boolean;
  purposes: ReadinessPurpose[];
  status: CheckStatus;
  /** While the check itself fails. */
  lastKnownStatus?: CheckStatus;
  summary: string;
  said?: Said;
  /** ISO 8601, UTC. */
  observedAt: string;
  freshnessSeconds?: number;
  /** What to do when it does not pass. */
  remediation: Remediation;
  /** What to do when nothing was seen yet, or too long ago. Absent: `remediation`. */
  refresh?: Remediation;
  runId?: string;
  /** Approved, whether or not it is in force at the time of the verdict. */
  waiver?: { id: string; approvedAt: string; expiresAt: string };
}

/** @public */
export interface VerdictOutcome {
  verdict: ReadinessVerdict;
  readyFor: Record<ReadinessPurpose, ReadinessVerdict>;
  /** Worst first; empty only when ready. */
  reasons: ReadinessReason[];
  groups: Partial<Record<CheckGroup, GroupGlyph>>;
  counts: CheckCounts;
  /** Earliest moment at which time alone may change the outcome. ISO 8601, UTC. */
  nextChangeAt?: string;
}

/** One verdict of the past or present, with what it rests on. @public */
export interface StoredVerdict extends VerdictOutcome {
  environment: string;
  /** ISO 8601, UTC. */
  evaluatedAt: string;
  policyVersion: number;
  inputs: VerdictInput[];
}
