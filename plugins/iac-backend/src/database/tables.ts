import type { RedactedText } from '@backstage-iac/plugin-iac-common';

/** Table names and row types; nothing outside `database/` sees them. */
export const RUNS = 'iac_runs';
export const LOG_CHUNKS = 'iac_log_chunks';
export const ARTIFACTS = 'iac_artifacts';
export const REVIEWS = 'iac_reviews';
export const DISCUSSION = 'iac_discussion';
export const ENVIRONMENT_STATE = 'iac_environment_state';

/** PostgreSQL reads a `Date`, SQLite a string. */
export type DbTime = Date | string;

export interface DbRunRow {
  seq: number | string;
  id: string;
  environment: string;
  number: number;
  operation: string;
  changing: boolean | number;
  state: string;
  trigger: string;
  created_by: string;
  idempotency_key: string | null;
  ref: string | null;
  reason: RedactedText | null;
  created_at: DbTime;
  started_at: DbTime | null;
  finished_at: DbTime | null;
  lease_ticket: string | null;
  lease_expires_at: DbTime | null;
  attempt: number;
  approved_by: string | null;
  approved_at: DbTime | null;
  cancel_requested_by: string | null;
  cancel_requested_at: DbTime | null;
  has_changes: boolean | number | null;
  stages: string;
  commit: string | null;
  tool: string | null;
  counts: string | null;
  digests: string | null;
  state_position: string | null;
  secret_versions: string | null;
  providers: string | null;
  drift: string | null;
  error: string | null;
  /** 0 for people, 1 for schedules. */
  priority: number;
  ticket: RedactedText | null;
  heartbeat: number;
  worker: string | null;
  force_cancel_requested_by: string | null;
  force_cancel_requested_at: DbTime | null;
  break_glass: string | null;
  needs_review: boolean | number;
  successor: string | null;
  predecessor: string | null;
  progress: string | null;
  rescued_state: boolean | number;
  reconciliation: string | null;
  closed: string | null;
}

export interface DbReviewRow {
  seq: number | string;
  id: string;
  run_id: string;
  person: string;
  verdict: 'approved' | 'rejected';
  digest: string;
  comment: RedactedText | null;
  created_at: DbTime;
  expires_at: DbTime | null;
  withdrawn_at: DbTime | null;
}

export interface DbDiscussionRow {
  seq: number | string;
  id: string;
  run_id: string;
  kind: string;
  person: string;
  text: RedactedText | null;
  created_at: DbTime;
}

export interface DbLogChunkRow {
  id: number | string;
  run_id: string;
  stage: string;
  text: RedactedText;
  created_at: DbTime;
}

export interface DbArtifactRow {
  run_id: string;
  kind: string;
  path: string;
  sha256: string;
  bytes: number | string;
  created_at: DbTime;
}

export interface DbEnvironmentStateRow {
  environment: string;
  drift_slot_at: DbTime | null;
  drift_status: 'clean' | 'drifted' | null;
  drift_count: number | null;
  undeployed_changes: number | null;
  drift_addresses: string | null;
  drift_run_id: string | null;
  drift_checked_at: DbTime | null;
  drift_since: DbTime | null;
  drift_check_number: number | null;
  drift_failing_since: DbTime | null;
}
