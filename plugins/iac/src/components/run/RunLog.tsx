import { isTerminal, type Run } from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRunLog } from '../../hooks/useRunLog';
import { ActionError } from '../states';
import { theme } from '../theme';
import { formatUtc } from '../time';
import styles from './run.module.css';

/** More lines than this make a page slow; earlier ones are shown when asked for. */
const SHOWN_LINES = 2_000;
/** How near to the end counts as being there, pixels. */
const END_TOLERANCE_PX = 24;

/** The run's log, live. Follows its end until the reader scrolls up. */
export function RunLog(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const log = useRunLog(run.id);
  const [isFollowing, setIsFollowing] = useState(true);
  const [isAll, setIsAll] = useState(false);
  const regionRef = useRef<HTMLDivElement>(null);
  const count = log.lines.length;
  useEffect(() => {
    const region = regionRef.current;
    if (region && isFollowing) region.scrollTop = region.scrollHeight;
  }, [count, isFollowing]);
  const hidden = isAll ? 0 : Math.max(0, count - SHOWN_LINES);
  const isLive = !log.isFinished && !isTerminal(run.state);
  return (
    <section id="log" className={styles.logPart}>
      <h2 className={theme.heading}>
        {t('log.title')} {isLive && `· ${t('log.live')}`}
      </h2>
      <ActionError error={log.error} title={t('error.title')} />
      {log.trouble && (
        <p role="status" className={styles.logTrouble}>
          {t('log.reconnecting', { message: log.trouble.message })}
        </p>
      )}
      <div
        ref={regionRef}
        role="log"
        aria-label={t('log.region', { number: String(run.number) })}
        tabIndex={0}
        className={styles.log}
        onScroll={({ currentTarget }) =>
          setIsFollowing(
            currentTarget.scrollHeight -
              currentTarget.scrollTop -
              currentTarget.clientHeight <
              END_TOLERANCE_PX,
          )
        }
      >
        {hidden > 0 && (
          <p className={styles.logMore}>
            {t('log.earlier', { count: hidden })}{' '}
            <button
              type="button"
              className={styles.logButton}
              onClick={() => setIsAll(true)}
            >
              {t('log.showAll')}
            </button>
          </p>
        )}
        {log.lines.slice(hidden).map(line => (
          <div key={line.key} className={styles.line}>
            <time dateTime={line.at} title={formatUtc(line.at)}>
              {localTime(line.at)}
            </time>
            <b>{line.stage}</b>
            <span>{line.text}</span>
          </div>
        ))}
        {count === 0 && (
          <p className={styles.logMore}>
            {t(log.isFinished ? 'log.emptyFinished' : 'log.empty')}
          </p>
        )}
      </div>
      {!isFollowing && isLive && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setIsFollowing(true)}
        >
          {t('log.follow')}
        </Button>
      )}
    </section>
  );
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleTimeString([], { hour12: false });
}
