import { isTerminal, type Run } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRunLog } from '../../hooks/useRunLog';
import { Lines } from '../lines';
import { Glyph } from '../glyph';
import { ActionError, isUnreachable } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './run.module.css';

/** The run's log, live. Follows its end until the reader scrolls up. */
export function RunLog(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const log = useRunLog(run.id);
  const isLive = !log.isFinished && !isTerminal(run.state);
  const number = String(run.number);
  return (
    <section id="log" className={classes(theme.card, styles.logPart)}>
      <h2>
        {t('log.title')} {isLive && <small>{t('log.live')}</small>}
      </h2>
      <ActionError error={log.error} title={t('error.title')} />
      {log.trouble && (
        <p role="status" className={styles.logTrouble}>
          <Glyph kind="warn" size={14} label="" />
          {isUnreachable(log.trouble)
            ? t('log.unreachable')
            : t('log.reconnecting', { message: log.trouble.message })}
        </p>
      )}
      <Lines
        lines={log.lines}
        role="log"
        label={t('log.region', { number })}
        isLive={isLive}
        empty={t(log.isFinished ? 'log.emptyFinished' : 'log.empty')}
        fileName={`${run.environment}-${number}.log`}
      />
    </section>
  );
}
