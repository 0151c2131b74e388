/**
 * `not-applicable` says why in its summary, and is never taken for `pass`.
 * `error`: the check itself did not work.
 *
 * @public
 */
export type HygieneStatus =
  | 'pass'
  | 'warn'
  | 'fail'
  | 'error'
  | 'not-applicable';

/**
 * - `ignored`: a rule of the repository keeps `secrets.auto.tfvars` out
 * - `tracked`: no such file is in the commit
 * - `history`: none was ever committed
 * - `template`: `secrets.auto.tfvars.example` has placeholders only
 * - `literals`: no secret is written down in variable files, defaults or module arguments
 * - `scan`: secretlint finds no known kind of secret in the source
 *
 * @public
 */
export type HygieneCheckId =
  | 'ignored'
  | 'tracked'
  | 'history'
  | 'template'
  | 'literals'
  | 'scan';

/** Where a check saw something. Never holds a secret. @public */
export interface HygieneEvidence {
  /** Relative to the source's root. */
  file: string;
  /** Counts from 1. */
  line?: number;
  message: string;
}

/** @public */
export interface HygieneCheck {
  id: HygieneCheckId;
  status: HygieneStatus;
  /** One sentence. */
  summary: string;
  /** The first of what was found. */
  evidence: HygieneEvidence[];
  /** Further evidence that was left out. */
  more?: number;
  nextStep?: string;
}

/** Whether secrets are where they do not belong. @public */
export interface HygieneReport {
  /** ISO 8601, UTC. */
  at: string;
  /** What was looked at. */
  commit: string;
  checks: HygieneCheck[];
}

/**
 * - `ok`: young enough
 * - `due`: the limit is near
 * - `overdue`: older than the limit
 * - `unknown`: nobody knows how old it is, which is never `ok`
 *
 * @public
 */
export type RotationStatus = 'ok' | 'due' | 'overdue' | 'unknown';

/** How old one secret of an environment is. Never holds its value. @public */
export interface SecretRotation {
  /** Name of the Terraform variable. */
  variable: string;
  /** Id of the source. */
  source: string;
  /** `vault:kv/platform/staging#password`. */
  reference: string;
  /** That a read would give now. */
  version?: string;
  /** ISO 8601, UTC. */
  rotatedAt?: string;
  /** What says so. */
  rotatedFrom?: {
    /** In the words of the source: `LastRotatedDate`. */
    field: string;
    /** `weak`: other changes than one of the value move it, too. */
    confidence: 'strong' | 'weak';
  };
  /** Whole days since then. */
  ageDays?: number;
  limitDays: number;
  status: RotationStatus;
  /** When it should be rotated: what the source means to do, or the limit; whichever is first. ISO 8601, UTC. */
  nextRotationAt?: string;
  /** When rotations are done, in the words of the configuration: `Sun 02:00–04:00 UTC`. */
  window?: string;
  /** Instructions. */
  docs?: string;
  /** Why the status is `unknown`, or what is wrong with the secret. */
  problem?: string;
}
