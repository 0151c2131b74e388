import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ActionError } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { Marks } from './Marks';
import { useTimeline } from './useTimeline';
import { VerdictStrip } from './VerdictStrip';
import styles from './timeline.module.css';

/** The last 90 days: how ready it was each day, what was applied, when it drifted. */
export function TimelinePanel(props: { readiness: EnvironmentReadiness }) {
  const { readiness } = props;
  const t = useIacTranslation();
  const { value, error, loading } = useTimeline(readiness);
  return (
    <section
      className={classes(theme.card, styles.panel)}
      aria-label={t('timeline.title')}
    >
      <h2 className={theme.heading}>{t('timeline.title')}</h2>
      {!value && loading && <Skeleton height={36} />}
      {!value && <ActionError error={error} title={t('error.title')} />}
      {value && (
        <>
          <VerdictStrip timeline={value} />
          <Marks timeline={value} />
          <p className={styles.ends}>
            <span>{value.from.slice(0, 10)}</span>
            <span>{t('timeline.today')}</span>
          </p>
        </>
      )}
    </section>
  );
}
