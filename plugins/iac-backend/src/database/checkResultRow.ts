import type {
  CheckPeriod,
  CheckStatus,
  ReadinessCheckResult,
  Remediation,
  Said,
} from '@backstage-iac/plugin-iac-common';
import type { DbCheckPeriodRow, DbCheckResultRow } from './readinessTables';
import { fromDbTime } from './time';

/** What to store of one check: its result, and until when it counts. */
export interface RecordedResult extends ReadinessCheckResult {
  /** ISO 8601, UTC. */
  staleAt?: string;
}

type LastKnown = NonNullable<ReadinessCheckResult['lastKnown']>;

export function toJson(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

function fromJson<T>(text: string | null): T | undefined {
  return text === null ? undefined : JSON.parse(text);
}

/** What a result and the stretch of history that it is part of have in common. */
function sharedColumns(environment: string, result: RecordedResult) {
  return {
    environment,
    check_id: result.checkId,
    status: result.status,
    summary: result.summary,
    said: toJson(result.said),
    value: result.value ?? null,
    run_id: result.runId ?? null,
  };
}

/** The inverse of {@link sharedColumns}; the environment is known to who asks. */
function sharedFields(row: DbCheckResultRow | DbCheckPeriodRow) {
  return {
    checkId: row.check_id,
    status: row.status as CheckStatus,
    summary: row.summary,
    said: fromJson<Said>(row.said),
    value: row.value ?? undefined,
    runId: row.run_id ?? undefined,
  };
}

export function toRow(
  environment: string,
  result: RecordedResult,
  period: number | string,
): DbCheckResultRow {
  return {
    ...sharedColumns(environment, result),
    said_value: toJson(result.saidValue),
    threshold: result.threshold ?? null,
    said_threshold: toJson(result.saidThreshold),
    evidence: JSON.stringify(result.evidence),
    next: toJson(result.next),
    last_known: toJson(result.lastKnown),
    observed_at: result.observedAt,
    stale_at: result.staleAt ?? null,
    producer: result.producer,
    period,
  };
}

export function toResult(row: DbCheckResultRow): ReadinessCheckResult {
  return {
    ...sharedFields(row),
    saidValue: fromJson<Said>(row.said_value),
    threshold: row.threshold ?? undefined,
    saidThreshold: fromJson<Said>(row.said_threshold),
    evidence: JSON.parse(row.evidence),
    next: fromJson<Remediation>(row.next),
    lastKnown: fromJson<LastKnown>(row.last_known),
    observedAt: fromDbTime(row.observed_at),
    producer: row.producer,
  };
}

/** A stretch of history that begins with a result. */
export function toPeriodRow(
  environment: string,
  result: RecordedResult,
  at: string,
): Omit<DbCheckPeriodRow, 'seq'> {
  return {
    ...sharedColumns(environment, result),
    from_at: at,
    to_at: at,
    observations: 1,
  };
}

export function toPeriod(row: DbCheckPeriodRow): CheckPeriod {
  return {
    ...sharedFields(row),
    from: fromDbTime(row.from_at),
    to: fromDbTime(row.to_at),
    observations: row.observations,
  };
}
