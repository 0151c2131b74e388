import type {
  DriftEpisode,
  DriftResolution,
  DriftResult,
  EpisodeApply,
} from '@backstage-iac/plugin-iac-common';
import { overlap } from './episodeResources';

/** How and when drift ended that a check no longer sees. */
export interface EpisodeEnd {
  how: DriftResolution;
  at: string;
  by?: EpisodeApply;
}

/**
 * Decides what ended an episode. An apply did when one ended since the drift was
 * seen last: an apply works alone in its environment, so that no check can have
 * looked while it did.
 */
export function resolveEpisode(
  episode: Pick<DriftEpisode, 'resources'>,
  found: {
    /** The apply since the drift was seen last. */
    apply?: EpisodeApply;
    /** What rules keep out of the answer that says "clean". */
    ignored: DriftResult['ignored'];
    /** When the check ended. */
    at: string;
  },
): EpisodeEnd {
  const { apply, ignored = [], at } = found;
  const isIgnored = overlap(
    ignored.map(({ change }) => change),
    episode.resources,
  );
  // It is still there, whatever was applied.
  if (isIgnored) return { how: 'ignored', at };
  if (!apply) return { how: 'vanished', at };
  return {
    how: apply.operation === 'refresh-only' ? 'accepted' : 'reconciled',
    at: apply.at,
    by: apply,
  };
}
