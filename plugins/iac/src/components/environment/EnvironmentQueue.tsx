import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useQueue } from '../../hooks/useQueue';
import { HolderLink, RunLink, waitWords } from '../custody';
import { ActionError } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './environment.module.css';

/** Runs of this environment that wait, and for what. */
export function EnvironmentQueue(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const { value, error } = useQueue();
  const entries = value?.filter(entry => entry.environment === environment);
  return (
    <section
      className={classes(theme.card, styles.panel)}
      aria-label={t('queue.title')}
    >
      <h2 className={theme.heading}>{t('queue.title')}</h2>
      {!value && <ActionError error={error} title={t('error.title')} />}
      {entries?.length === 0 && (
        <p className={styles.quiet}>{t('queue.empty')}</p>
      )}
      {entries && entries.length > 0 && (
        <ul className={styles.queue}>
          {entries.map(({ runId, number, position, waitsFor }) => (
            <li key={runId}>
              <RunLink
                runId={runId}
                words={t('succession.run', { number: String(number) })}
              />{' '}
              {t('queue.place', { position: String(position) })}
              <small>
                {t('queue.waits', { wait: waitWords(t, waitsFor) })}{' '}
                <HolderLink wait={waitsFor} />
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
