import type { DriftEpisode } from '@backstage-iac/plugin-iac-common';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { useNow } from '../../hooks/useNow';
import type { GlyphKind } from '../glyph';
import { formatAge, RelativeTime } from '../time';
import { EpisodeFacts } from './EpisodeFacts';
import { EpisodeResources } from './EpisodeResources';
import { Fold } from './Fold';
import { Severity } from './Severity';
import styles from './drift.module.css';

const MINUTE_MS = 60_000;

/** One stretch of drift: how long, how bad and how it ended; opens to its facts. */
export function Episode(props: { episode: DriftEpisode }) {
  const { episode } = props;
  const { resolved, recurrence, severity, resourceCount } = episode;
  const t = useIacTranslation();
  const now = useNow(resolved ? undefined : MINUTE_MS);
  return (
    <Fold
      glyph={glyphOf(episode)}
      title={titleOf(t, episode, now)}
      note={
        <span className={styles.severities}>
          <Severity severity={severity} />{' '}
          <span>{t('driftEpisode.resources', { count: resourceCount })}</span>{' '}
          {recurrence.episodes > 0 && (
            <span>
              {t('driftEpisode.recurring', { count: recurrence.episodes })}
            </span>
          )}{' '}
          <RelativeTime
            time={resolved?.at ?? episode.firstSeenAt}
            form="sentence"
          />
        </span>
      }
    >
      <EpisodeFacts episode={episode} />
      <EpisodeResources resources={episode.resources} />
    </Fold>
  );
}

/** It ended by somebody's deed, by itself, or not at all. */
function glyphOf({ resolved }: DriftEpisode): GlyphKind {
  if (!resolved) return 'fail';
  return resolved.how === 'ignored' || resolved.how === 'vanished'
    ? 'skipped'
    : 'ready';
}

function titleOf(t: IacTranslate, episode: DriftEpisode, now: number): string {
  const { resolved, firstSeenAt } = episode;
  if (!resolved) {
    const age = formatAge(t, now - Date.parse(firstSeenAt));
    return t('driftEpisode.going', { age });
  }
  const age = formatAge(t, resolved.secondsToRemediate * 1_000);
  return t(`driftEpisode.${resolved.how}`, { age });
}
