import type { ApplyProgress, Run } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './custody.module.css';
import { ProgressList } from './ProgressList';

/** How far an apply came that was stopped or failed. */
export function OutcomePanel(props: { run: Run; progress: ApplyProgress }) {
  const { run, progress } = props;
  const t = useIacTranslation();
  return (
    <section
      className={classes(theme.card, styles.panel, styles.outcome)}
      aria-label={t('progress.title')}
    >
      <h2>{t('progress.title')}</h2>
      <ProgressList progress={progress} />
      {run.state !== 'applied' && (
        <p className={styles.soft}>{t('progress.advice')}</p>
      )}
    </section>
  );
}
