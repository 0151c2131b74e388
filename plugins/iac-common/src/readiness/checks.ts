import type { Said } from '../words';
import type { GroupGlyph } from './verdict';

/**
 * What a check found. `unknown`: it has nothing to look at yet, or its source is
 * not configured. `error`: the check itself failed, which says nothing about the
 * environment. `not-applicable` always says why.
 *
 * @public
 */
export type CheckStatus =
  | 'pass'
  | 'warn'
  | 'fail'
  | 'unknown'
  | 'error'
  | 'not-applicable';

/** Age of a result against its window; `aging` from 75 % on. @public */
export type CheckFreshness = 'fresh' | 'aging' | 'stale';

/** Headings of the readiness page, in their order. @public */
export type CheckGroup =
  | 'source'
  | 'plan'
  | 'drift'
  | 'secrets'
  | 'runtime'
  | 'recovery'
  | 'governance';

/** @public */
export const CHECK_GROUPS: readonly CheckGroup[] = [
  'source',
  'plan',
  'drift',
  'secrets',
  'runtime',
  'recovery',
  'governance',
];

/** What an environment may be ready for. @public */
export type ReadinessPurpose = 'plan' | 'apply' | 'promote' | 'rollback';

/** @public */
export const READINESS_PURPOSES: readonly ReadinessPurpose[] = [
  'plan',
  'apply',
  'promote',
  'rollback',
];

/** Where a result comes from. A digest tells whether the evidence is still what was seen. @public */
export interface CheckEvidence {
  /** `run`, or the kind of an artifact of a run: `plan`, `plan-text`. */
  kind: string;
  runId?: string;
  /** Hex. */
  sha256?: string;
  /** Page elsewhere. */
  url?: string;
}

/** What a page can offer at once. `runId` of the same result says which run. @public */
export type NextStep =
  | 'plan'
  | 'check-drift'
  | 'review-drift'
  | 'review-plan'
  | 'read-log'
  | 'watch'
  /** Close a run whose outcome is not known. */
  | 'close-run'
  | 'review-break-glass';

/** The one thing to do about a check that does not pass. @public */
export interface Remediation {
  /** `Review the drift` */
  label: string;
  /** The label by its key, for pages in other languages. Absent: it is shown as it is. */
  said?: Said;
  /** Absent: nothing that the portal can do. */
  step?: NextStep;
  /** Page elsewhere. */
  href?: string;
}

/** A check as the catalogue describes it, for the tier of one environment. @public */
export interface CheckDescription {
  id: string;
  group: CheckGroup;
  title: string;
  /** Which incident it prevents. */
  why: string;
  required: boolean;
  /** What the check has a say in. */
  purposes: ReadinessPurpose[];
  /** A result older than this is stale, seconds; absent: it holds until something happens. */
  freshnessSeconds?: number;
  /** What it reads, and how to configure that. */
  needs: string;
  remediation: Remediation;
  /** What makes it look again. Absent: `remediation`. */
  refresh?: Remediation;
}

/** What a check saw, when, by which run. Times are ISO 8601, UTC. @public */
export interface ReadinessCheckResult {
  checkId: string;
  status: CheckStatus;
  /** One sentence of facts. */
  summary: string;
  /** The summary by its key. Absent: words of a module, or of an earlier release. */
  said?: Said;
  /** What was measured, `3 resources`. */
  value?: string;
  saidValue?: Said;
  /** What it was measured against, `none`. */
  threshold?: string;
  saidThreshold?: Said;
  evidence: CheckEvidence[];
  observedAt: string;
  producer: string;
  runId?: string;
  /** What to do about this result, where it is not what the check says in general. */
  next?: Remediation;
  /** While the check itself fails: what it said before. */
  lastKnown?: {
    status: Exclude<CheckStatus, 'error'>;
    summary: string;
    said?: Said;
    observedAt: string;
  };
}

/** A check of one environment with its newest result. @public */
export interface EnvironmentCheck {
  check: CheckDescription;
  result: ReadinessCheckResult;
  freshness: CheckFreshness;
  /** In force now, or asked for. */
  waiver?: CheckWaiver;
}

/** One stretch of time in which a check said the same. @public */
export interface CheckPeriod {
  checkId: string;
  status: CheckStatus;
  summary: string;
  said?: Said;
  value?: string;
  runId?: string;
  /** First and last time that it was seen. */
  from: string;
  to: string;
  /** How often it was seen in between. */
  observations: number;
}

/** `requested` waits for somebody else. The others but `active` have ended, and stay on record. @public */
export type WaiverState =
  | 'requested'
  | 'active'
  | 'rejected'
  | 'revoked'
  | 'expired';

/** Leaves a check out of the verdict for some time. Times are ISO 8601, UTC. @public */
export interface CheckWaiver {
  id: string;
  environment: string;
  checkId: string;
  state: WaiverState;
  reason: string;
  /** `CHG-2214` */
  ticket: string;
  requestedBy: string;
  requestedAt: string;
  /** Somebody other than the requester. */
  decidedBy?: string;
  decidedAt?: string;
  /** It ends by itself then. */
  expiresAt: string;
  revokedBy?: string;
  revokedAt?: string;
}

/**
 * What to do about a check: a result that says nothing any more is looked for
 * again, any other one is acted on.
 *
 * @param check - `remediation`: that of the result, where it has one of its own
 * @public
 */
export function nextStepOf(
  check: { remediation: Remediation; refresh?: Remediation },
  standing: GroupGlyph,
): Remediation {
  return standing === 'stale' || standing === 'unknown'
    ? check.refresh ?? check.remediation
    : check.remediation;
}
