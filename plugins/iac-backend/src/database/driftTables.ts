import type { RedactedText } from '@backstage-iac/plugin-iac-common';
import type { DbTime } from './tables';

export const DRIFT_EPISODES = 'iac_drift_episodes';
export const DRIFT_EVENTS = 'iac_drift_events';

export interface DbDriftEpisodeRow {
  seq: number | string;
  id: string;
  environment: string;
  first_seen_at: DbTime;
  first_run: string;
  last_seen_at: DbTime;
  last_check: string;
  resources: RedactedText;
  resource_count: number;
  severity: string;
  applied_before: string | null;
  recurrences: number;
  recurred_after: DbTime | null;
  resolved_at: DbTime | null;
  resolution: string | null;
  resolved_by: string | null;
}

export interface DbDriftEventRow {
  seq: number | string;
  id: string;
  environment: string;
  type: string;
  run: string;
  episode: RedactedText | null;
  created_at: DbTime;
  attempts: number;
  claimed_until: DbTime | null;
}
