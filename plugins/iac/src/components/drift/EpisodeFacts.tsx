import type {
  DriftEpisode,
  EpisodeApply,
  RunMention,
} from '@backstage-iac/plugin-iac-common';
import type { ReactNode } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { personName } from '../people';
import { Duration, RelativeTime } from '../time';
import { RunLink } from './RunLink';
import styles from './drift.module.css';

/** When, by which checks and applies, and whether it had been there before. */
export function EpisodeFacts(props: { episode: DriftEpisode }) {
  const { episode } = props;
  const { resolved, recurrence, appliedBefore, lastCheck } = episode;
  const t = useIacTranslation();
  return (
    <dl className={styles.facts}>
      <Fact name={t('driftEpisode.firstSeen')}>
        <Moment at={episode.firstSeenAt} run={episode.firstSeenBy} />
      </Fact>
      {resolved ? (
        <>
          <Fact name={t('driftEpisode.ended')}>
            <Moment at={resolved.at} />
            {resolved.by && (
              <>
                {' · '}
                <Apply apply={resolved.by} />
              </>
            )}
          </Fact>
          <Fact name={t('driftEpisode.remediation')}>
            <Duration
              startedAt={episode.firstSeenAt}
              finishedAt={resolved.at}
            />
          </Fact>
        </>
      ) : (
        <Fact name={t('driftEpisode.lastSeen')}>
          <RelativeTime time={episode.lastSeenAt} form="sentence" />
        </Fact>
      )}
      {!resolved && lastCheck.answer === 'failed' && (
        <Fact name={t('driftEpisode.checkFailed')}>
          <Moment at={lastCheck.at} run={lastCheck} />
        </Fact>
      )}
      <Fact name={t('driftEpisode.before')}>
        {appliedBefore ? (
          <>
            <Moment at={appliedBefore.at} />
            {' · '}
            <Apply apply={appliedBefore} />
          </>
        ) : (
          t('driftEpisode.neverApplied')
        )}
      </Fact>
      <Fact name={t('driftEpisode.recurrence')}>
        {recurrence.episodes > 0
          ? t('driftEpisode.recurrenceWhat', { count: recurrence.episodes })
          : t('driftEpisode.noRecurrence')}
        {recurrence.lastEndedAt && (
          <>
            {', '}
            {t('driftEpisode.recurrenceLast')}{' '}
            <RelativeTime time={recurrence.lastEndedAt} form="sentence" />
          </>
        )}
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Moment(props: { at: string; run?: RunMention }) {
  const { at, run } = props;
  return (
    <>
      <RelativeTime time={at} form="sentence" />
      {run && (
        <>
          {' · '}
          <RunLink run={run} />
        </>
      )}
    </>
  );
}

function Apply(props: { apply: EpisodeApply }) {
  const { apply } = props;
  const t = useIacTranslation();
  return (
    <>
      {t('driftEpisode.byRun', {
        operation: t(`operation.${apply.operation}`),
        person: personName(apply.by),
      })}
      {' · '}
      <RunLink run={apply} />
    </>
  );
}
