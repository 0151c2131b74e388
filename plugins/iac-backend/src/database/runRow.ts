import type {
  BreakGlass,
  Operation,
  RedactedCommit,
  RedactedRunError,
  RedactedStage,
  RedactedText,
  Run,
  RunState,
  RunTrigger,
} from '@backstage-iac/plugin-iac-common';
import type { QueueRun } from './queue';
import type { DbRunRow, DbTime } from './tables';
import { fromDbTime } from './time';

/** Emergency access, all texts of which are redacted. */
export interface StoredBreakGlass extends BreakGlass {
  requestedBy: RedactedText;
  reason: RedactedText;
  confirmedBy?: RedactedText;
  reviewComment?: RedactedText;
}

/** A run, all texts of which are redacted: no other can be stored. */
export interface StoredRun extends Run {
  breakGlass?: StoredBreakGlass;
  closed?: NonNullable<Run['closed']> & { comment?: RedactedText };
  commit?: RedactedCommit;
  error?: RedactedRunError;
  reason?: RedactedText;
  stages: RedactedStage[];
  ticket?: RedactedText;
}

/** What a worker or a person adds to a run. */
export type RunPatch = Partial<
  Pick<
    StoredRun,
    | 'approvedBy'
    | 'breakGlass'
    | 'closed'
    | 'commit'
    | 'counts'
    | 'digests'
    | 'drift'
    | 'error'
    | 'hasChanges'
    | 'progress'
    | 'providers'
    | 'reconciliation'
    | 'rescuedState'
    | 'secretVersions'
    | 'stages'
    | 'statePosition'
    | 'successor'
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
    providers: optionalJson<Run['providers']>(row.providers),
    secretVersions: optionalJson<Run['secretVersions']>(row.secret_versions),
    statePosition: optionalJson<Run['statePosition']>(row.state_position),
    drift: optionalJson<Run['drift']>(row.drift),
    error: optionalJson<StoredRun['error']>(row.error),
    approvedBy: row.approved_by ?? undefined,
    approvedAt: optionalTime(row.approved_at),
    cancelRequestedBy: row.cancel_requested_by ?? undefined,
    cancelRequestedAt: optionalTime(row.cancel_requested_at),
    forceCancelRequestedBy: row.force_cancel_requested_by ?? undefined,
    forceCancelRequestedAt: optionalTime(row.force_cancel_requested_at),
    ticket: row.ticket ?? undefined,
    breakGlass: optionalJson<StoredRun['breakGlass']>(row.break_glass),
    successor: optionalJson<Run['successor']>(row.successor),
    predecessor: optionalJson<Run['predecessor']>(row.predecessor),
    progress: optionalJson<Run['progress']>(row.progress),
    rescuedState: row.rescued_state ? true : undefined,
    reconciliation: optionalJson<Run['reconciliation']>(row.reconciliation),
    closed: optionalJson<StoredRun['closed']>(row.closed),
    attempt: row.attempt,
  };
}

export const QUEUE_COLUMNS = [
  'id',
  'seq',
  'environment',
  'number',
  'state',
  'changing',
  'lease_ticket',
  'priority',
  'created_by',
  'created_at',
  'break_glass',
] as const satisfies readonly (keyof DbRunRow)[];

type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** What the queue needs to know of a run. */
export function toQueueRun(row: Pick<DbRunRow, QueueColumn>): QueueRun {
  const breakGlass = optionalJson<StoredRun['breakGlass']>(row.break_glass);
  return {
    id: row.id,
    seq: Number(row.seq),
    environment: row.environment,
    number: row.number,
    state: row.state,
    changing: !!row.changing,
    leased: row.lease_ticket !== null,
    priority: row.priority,
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    breakGlassConfirmed: breakGlass?.confirmedBy !== undefined,
  };
}

/** Columns of a patch; what is absent stays as it is. */
export function toColumns(patch: RunPatch): Partial<DbRunRow> {
  const columns: Partial<DbRunRow> = {};
  if (patch.approvedBy !== undefined) columns.approved_by = patch.approvedBy;
  if (patch.hasChanges !== undefined) columns.has_changes = patch.hasChanges;
  if (patch.breakGlass) columns.break_glass = JSON.stringify(patch.breakGlass);
  if (patch.closed) columns.closed = JSON.stringify(patch.closed);
  if (patch.progress) columns.progress = JSON.stringify(patch.progress);
  if (patch.reconciliation) {
    columns.reconciliation = JSON.stringify(patch.reconciliation);
  }
  if (patch.rescuedState !== undefined) {
    columns.rescued_state = patch.rescuedState;
  }
  if (patch.successor) columns.successor = JSON.stringify(patch.successor);
  if (patch.commit) columns.commit = JSON.stringify(patch.commit);
  if (patch.counts) columns.counts = JSON.stringify(patch.counts);
  if (patch.digests) columns.digests = JSON.stringify(patch.digests);
  if (patch.drift) columns.drift = JSON.stringify(patch.drift);
  if (patch.error) columns.error = JSON.stringify(patch.error);
  if (patch.stages) columns.stages = JSON.stringify(patch.stages);
  if (patch.tool) columns.tool = JSON.stringify(patch.tool);
  if (patch.providers) columns.providers = JSON.stringify(patch.providers);
  if (patch.secretVersions) {
    columns.secret_versions = JSON.stringify(patch.secretVersions);
  }
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
