import type {
  Operation,
  RedactedCommit,
  RedactedRunError,
  RedactedStage,
  RedactedText,
  Run,
  RunState,
  RunTrigger,
} from '@backstage-iac/plugin-iac-common';
import type { DbRunRow, DbTime } from './tables';
import { fromDbTime } from './time';

/** A run, all texts of which are redacted: no other can be stored. */
export interface StoredRun extends Run {
  commit?: RedactedCommit;
  error?: RedactedRunError;
  reason?: RedactedText;
  stages: RedactedStage[];
}

/** What a worker or a person adds to a run. */
export type RunPatch = Partial<
  Pick<
    StoredRun,
    | 'approvedBy'
    | 'commit'
    | 'counts'
    | 'digests'
    | 'drift'
    | 'error'
    | 'hasChanges'
    | 'stages'
    | 'statePosition'
    | 'tool'
  >
>;

export function toRun(row: DbRunRow): StoredRun {
  return {
    id: row.id,
    number: row.number,
    environment: row.environment,
    operation: row.operation as Operation,
    state: row.state as RunState,
    trigger: row.trigger as RunTrigger,
    createdBy: row.created_by,
    createdAt: fromDbTime(row.created_at),
    startedAt: optionalTime(row.started_at),
    finishedAt: optionalTime(row.finished_at),
    ref: row.ref ?? undefined,
    reason: row.reason ?? undefined,
    stages: JSON.parse(row.stages),
    commit: optionalJson<StoredRun['commit']>(row.commit),
    tool: optionalJson<Run['tool']>(row.tool),
    counts: optionalJson<Run['counts']>(row.counts),
    hasChanges: row.has_changes === null ? undefined : !!row.has_changes,
    digests: optionalJson<Run['digests']>(row.digests),
    statePosition: optionalJson<Run['statePosition']>(row.state_position),
    drift: optionalJson<Run['drift']>(row.drift),
    error: optionalJson<StoredRun['error']>(row.error),
    approvedBy: row.approved_by ?? undefined,
    approvedAt: optionalTime(row.approved_at),
    cancelRequestedBy: row.cancel_requested_by ?? undefined,
    cancelRequestedAt: optionalTime(row.cancel_requested_at),
    attempt: row.attempt,
  };
}

/** Columns of a patch; what is absent stays as it is. */
export function toColumns(patch: RunPatch): Partial<DbRunRow> {
  const columns: Partial<DbRunRow> = {};
  if (patch.approvedBy !== undefined) columns.approved_by = patch.approvedBy;
  if (patch.hasChanges !== undefined) columns.has_changes = patch.hasChanges;
  if (patch.commit) columns.commit = JSON.stringify(patch.commit);
  if (patch.counts) columns.counts = JSON.stringify(patch.counts);
  if (patch.digests) columns.digests = JSON.stringify(patch.digests);
  if (patch.drift) columns.drift = JSON.stringify(patch.drift);
  if (patch.error) columns.error = JSON.stringify(patch.error);
  if (patch.stages) columns.stages = JSON.stringify(patch.stages);
  if (patch.tool) columns.tool = JSON.stringify(patch.tool);
  if (patch.statePosition) {
    columns.state_position = JSON.stringify(patch.statePosition);
  }
  return columns;
}

function optionalTime(time: DbTime | null): string | undefined {
  return time === null ? undefined : fromDbTime(time);
}

function optionalJson<T>(text: string | null): T | undefined {
  return text === null ? undefined : (JSON.parse(text) as T);
}
