import type { DbTime } from './tables';

export const CHECK_RESULTS = 'iac_check_results';
export const CHECK_PERIODS = 'iac_check_periods';
export const CHECK_WAIVERS = 'iac_check_waivers';
export const VERDICTS = 'iac_verdicts';
export const READINESS = 'iac_readiness';

export interface DbCheckResultRow {
  environment: string;
  check_id: string;
  status: string;
  summary: string;
  said: string | null;
  value: string | null;
  said_value: string | null;
  threshold: string | null;
  said_threshold: string | null;
  evidence: string;
  next: string | null;
  last_known: string | null;
  observed_at: DbTime;
  stale_at: DbTime | null;
  producer: string;
  run_id: string | null;
  period: number | string;
}

export interface DbCheckPeriodRow {
  seq: number | string;
  environment: string;
  check_id: string;
  status: string;
  summary: string;
  said: string | null;
  value: string | null;
  run_id: string | null;
  from_at: DbTime;
  to_at: DbTime;
  observations: number;
}

export interface DbCheckWaiverRow {
  id: string;
  environment: string;
  check_id: string;
  state: string;
  reason: string;
  ticket: string;
  requested_by: string;
  requested_at: DbTime;
  decided_by: string | null;
  decided_at: DbTime | null;
  expires_at: DbTime;
  revoked_by: string | null;
  revoked_at: DbTime | null;
}

export interface DbVerdictRow {
  seq: number | string;
  environment: string;
  verdict: string;
  policy_version: number;
  evaluated_at: DbTime;
  outcome: string;
  inputs: string;
}

export interface DbReadinessRow {
  environment: string;
  tier: string;
  owner: string | null;
  rank: number;
  line: string;
  reasons: string;
  standings: string;
  verdict_seq: number | string;
  signature: string;
  oldest_proof_at: DbTime;
  evaluated_at: DbTime;
  next_change_at: DbTime | null;
  observe_at: DbTime;
}
