import type {
  DriftEpisode,
  DriftResolution,
  DriftSeverity,
  EpisodeApply,
  EpisodeResource,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import type { DbDriftEpisodeRow } from './driftTables';
import { fromDbTime } from './time';

/** An episode, all texts of which are redacted: no other can be stored. */
export type StoredEpisode = RedactedJson<
  DriftEpisode & { resources: RedactedJson<EpisodeResource[]> }
>;

export function toEpisode(row: DbDriftEpisodeRow): StoredEpisode {
  const episode: DriftEpisode = {
    id: row.id,
    environment: row.environment,
    firstSeenAt: fromDbTime(row.first_seen_at),
    firstSeenBy: JSON.parse(row.first_run),
    lastSeenAt: fromDbTime(row.last_seen_at),
    lastCheck: JSON.parse(row.last_check),
    severity: row.severity as DriftSeverity,
    resources: JSON.parse(row.resources),
    resourceCount: row.resource_count,
    appliedBefore: optionalApply(row.applied_before),
    recurrence: {
      episodes: row.recurrences,
      lastEndedAt: row.recurred_after
        ? fromDbTime(row.recurred_after)
        : undefined,
    },
    resolved: resolutionOf(row),
  };
  // What Terraform said in it was redacted when it was stored.
  return episode as StoredEpisode;
}

function resolutionOf(row: DbDriftEpisodeRow): DriftEpisode['resolved'] {
  if (row.resolved_at === null) return undefined;
  const milliseconds =
    new Date(row.resolved_at).getTime() - new Date(row.first_seen_at).getTime();
  return {
    how: row.resolution as DriftResolution,
    at: fromDbTime(row.resolved_at),
    by: optionalApply(row.resolved_by),
    secondsToRemediate: Math.max(0, Math.round(milliseconds / 1000)),
  };
}

function optionalApply(text: string | null): EpisodeApply | undefined {
  return text === null ? undefined : (JSON.parse(text) as EpisodeApply);
}
