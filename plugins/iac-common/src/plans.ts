/** What Terraform will do to one object. `replace` says in which order. @public */
export type ChangeAction =
  | 'create'
  | 'update'
  | 'delete'
  | 'delete-then-create'
  | 'create-then-delete'
  | 'read'
  | 'forget'
  | 'no-op';

/** How an attribute is shown. A sensitive one shows that it changed, never its value. @public */
export type AttributeValue =
  | { kind: 'value'; json: string }
  | { kind: 'absent' }
  | { kind: 'sensitive' }
  | { kind: 'unknown' };

/** @public */
export interface AttributeChange {
  /** Path in HCL form, `node_pool[0].max` or `tags["team"]`. */
  path: string;
  before: AttributeValue;
  after: AttributeValue;
  /** A change here is what forces the replacement. */
  forcesReplacement?: boolean;
}

/** @public */
export interface ResourceChange {
  /** Unique within a plan only together with `deposed`. Never split it on dots. */
  address: string;
  moduleAddress?: string;
  type: string;
  name: string;
  mode: 'managed' | 'data';
  provider: string;
  action: ChangeAction;
  /** Terraform's own word: `replace_because_cannot_update`, … */
  reason?: string;
  deposed?: string;
  /** Address before a `moved` block. */
  previousAddress?: string;
  /** Id given to an `import` block. */
  importId?: string;
  attributes: AttributeChange[];
}

/** @public */
export interface OutputChange {
  name: string;
  action: ChangeAction;
  sensitive: boolean;
}

/** @public */
export interface CheckResult {
  address: string;
  status: 'pass' | 'fail' | 'error' | 'unknown';
  messages: string[];
}

/** @public */
export interface PlanCounts {
  create: number;
  update: number;
  delete: number;
  replace: number;
  read: number;
  noop: number;
  import: number;
  move: number;
  forget: number;
  outputs: number;
  deferred: number;
  /** Resources that changed outside Terraform. */
  drifted: number;
  failedChecks: number;
}

/**
 * What a plan says, read from `terraform show -json` and nothing else.
 *
 * @public
 */
export interface PlanSummary {
  /** Format of the plan JSON it was read from, `0.1` to `1.2`. */
  formatVersion: string;
  terraformVersion: string;
  /**
   * An apply would change infrastructure, outputs, or the state's bookkeeping
   * (moves, imports, forgotten resources, a refresh). Data reads do not count.
   */
  hasChanges: boolean;
  applyable: boolean;
  complete: boolean;
  errored: boolean;
  counts: PlanCounts;
  /** Without no-ops, except moves and imports. Destructive changes first. */
  changes: ResourceChange[];
  /** Changed outside Terraform, deletions included. */
  drift: ResourceChange[];
  outputs: OutputChange[];
  checks: CheckResult[];
}
