import type { StatePosition, ToolVersion } from './evidence';
import type { CheckResult, ResourceChange } from './plans';

/** Answer of a drift check. Four different answers, never mixed. @public */
export type DriftStatus = 'clean' | 'drifted' | 'failed' | 'unknown';

/**
 * How much an outside change matters: `high` when the object is gone or another
 * one, `low` when only tags, labels or annotations differ, else `medium`.
 *
 * @public
 */
export type DriftSeverity = 'high' | 'medium' | 'low';

/** Reality differs from the state, by resource and attribute path. @public */
export interface OutsideChange extends ResourceChange {
  /** Absent in answers of versions that did not tell. */
  severity?: DriftSeverity;
}

/** Known drift that is not reported as drift. @public */
export interface IgnoreDriftRule {
  /** Unique among the rules of a check. */
  id: string;
  /**
   * Glob of resource addresses: `*` within one step between dots, its index
   * included, `**` across steps. `\\*` is the character itself.
   */
  address: string;
  /**
   * Globs of attribute paths; one that leads to a value covers all inside it.
   * With them a rule never hides a deletion or a replacement. Absent: every
   * attribute.
   */
  attributes?: string[];
  /** Hides deletions and replacements, too. Of no effect beside `attributes`. @defaultValue false */
  includeDeletions?: boolean;
  /** Why it may stay. Shown. */
  reason: string;
  /** Who answers for it, an entity ref. */
  owner: string;
  ticket?: string;
  /** ISO 8601; from then on the rule hides nothing. */
  expiresAt?: string;
}

/** What a rule keeps out of the outside changes. @public */
export interface IgnoredDrift {
  /** With only those attributes that this rule covers. */
  change: OutsideChange;
  rule: IgnoreDriftRule;
}

/** Whether the code and variables moved since the last apply, and what waits for the next one. @public */
export interface UndeployedChanges {
  /**
   * `two-plans`: one at the last applied commit and one at the head, compared.
   * `one-plan`: nothing was known to tell them apart, or they are the same.
   * `none`: a failed condition keeps Terraform from planning; what waits is not known.
   */
  basis: 'two-plans' | 'one-plan' | 'none';
  /** Why one plan sufficed, or had to. */
  because?: string;
  appliedCommit?: string;
  headCommit: string;
  /** `unknown` without a last applied commit. */
  commit: 'same' | 'moved' | 'unknown';
  /** `moved`: another value, file or secret version than at the last apply. */
  variables: 'same' | 'moved' | 'unknown';
  /** All that a plan at the last applied commit changes. Absent with one plan. */
  atApplied?: ResourceChange[];
  /** All that a plan at the head of the ref changes. */
  atHead: ResourceChange[];
  /** Those at the head that wait for an apply: neither put back what was changed outside, nor follow a tool. */
  changes: ResourceChange[];
}

/** A version that is another one than at the last apply. @public */
export interface MovedVersion {
  /** `terraform`, `opentofu`, or the address of a provider. */
  name: string;
  from: string;
  to: string;
}

/** What a newer Terraform or provider does to the plan of the code as it was applied. @public */
export interface ToolChange {
  /** Versions that moved, with or without effect. */
  versions: MovedVersion[];
  /** Planned at the applied commit with the same variables, while a version moved. */
  changes: ResourceChange[];
  /** Differences to the state that stand only in attributes which the provider did not know when the state was written. */
  refreshed: ResourceChange[];
}

/** What an apply would only write down. No infrastructure changes. @public */
export interface DriftBookkeeping {
  /** Names of outputs with another value. */
  outputs: string[];
  /** Addresses, new ones of moved resources. */
  moved: string[];
  imported: string[];
  forgotten: string[];
}

/** What would answer the drift. Computed, never applied. @public */
export interface DriftAnswers {
  /**
   * An apply at the last applied commit: what it would change back. Without a
   * known commit, only what it changes of and after drifted resources. Absent
   * while a failed condition keeps Terraform from planning.
   */
  reapply?: {
    changes: ResourceChange[];
    counts: { create: number; update: number; delete: number; replace: number };
  };
  /** A refresh-only apply: the values that the state would take over, ignored drift included. */
  accept: { changes: ResourceChange[] };
}

/** That the check changed no state. @public */
export interface DriftProof {
  /** Position of the state before the first plan. */
  before: StatePosition;
  /** And after the last one. */
  after: StatePosition;
  /** Another writer was there meanwhile: the answer may mix two states. */
  moved: boolean;
  /** In words, when it moved. */
  message?: string;
}

/** What was run. @public */
export interface DriftEvidence {
  /**
   * Of `plan -detailed-exitcode`, as the runbook wants it: 0, 2, or 1 where a
   * pre- or postcondition fails. Kept, and never what decides: a `check` block
   * that reads data makes it 2 for ever.
   */
  exitCodes: { head: number; applied?: number };
  tool: ToolVersion;
  /** Provider versions of the lock file at the head, by address. */
  providers: Record<string, string>;
}

/**
 * What a drift check found, each sort of change apart from the others. Members
 * that may be absent are so only in answers of versions that did not tell.
 *
 * @public
 */
export interface DriftResult {
  /** `drifted` for outside changes that no rule ignores, and for nothing else. */
  status: 'clean' | 'drifted';
  /** Reality differs from state, without what rules ignore. Worst first. */
  outsideChanges: OutsideChange[];
  /** The worst of them; absent when there is none. */
  severity?: DriftSeverity;
  /** Differences that rules keep out, with their rule. Counted nowhere else. */
  ignored?: IgnoredDrift[];
  /**
   * The code or variables at the commit want something else than the state says:
   * how many resources and outputs, bookkeeping included. 0 where
   * `undeployed.basis` is `none`.
   */
  undeployedChanges: number;
  undeployed?: UndeployedChanges;
  toolChange?: ToolChange;
  /**
   * Planned at the applied commit, with the same variables and tools, where
   * nothing was changed outside: an answer of a data source, an edited state, an
   * expression that never rests, or an apply that did not finish.
   */
  unexplained?: ResourceChange[];
  bookkeeping?: DriftBookkeeping;
  /** `check` blocks, conditions and validations that do not hold. */
  failedChecks: CheckResult[];
  /** Those that Terraform could not decide. Not failed, and not passed. */
  unknownChecks?: CheckResult[];
  answers?: DriftAnswers;
  proof?: DriftProof;
  evidence?: DriftEvidence;
}
