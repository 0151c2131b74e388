import type { Environment } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RelativeTime } from '../time';
import styles from './environment.module.css';

/** Where the environment is, and what guards it. */
export function DefinitionFacts(props: { environment: Environment }) {
  const { environment } = props;
  const t = useIacTranslation();
  const labels = Object.entries(environment.labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  return (
    <section
      className={classes(theme.card, styles.panel)}
      aria-label={t('environmentPage.definition')}
    >
      <h2 className={theme.heading}>{t('environmentPage.definition')}</h2>
      <dl className={theme.facts}>
        {environment.description && (
          <>
            <dt>{t('environmentPage.description')}</dt>
            <dd>{environment.description}</dd>
          </>
        )}
        <dt>{t('environmentPage.source')}</dt>
        <dd>{environment.source}</dd>
        <dt>{t('environmentPage.directory')}</dt>
        <dd>
          <code className={theme.code}>{environment.directory}</code>
        </dd>
        <dt>{t('environmentPage.ref')}</dt>
        <dd>{environment.ref ?? t('environmentPage.refDefault')}</dd>
        <dt>{t('environmentPage.state')}</dt>
        <dd>{environment.stateType}</dd>
        <dt>{t('environmentPage.owner')}</dt>
        <dd>{environment.owner ?? t('common.none')}</dd>
        <dt>{t('environmentPage.tier')}</dt>
        <dd>{environment.tier}</dd>
        <dt>{t('environmentPage.schedule')}</dt>
        <dd>
          <code className={theme.code}>{environment.driftCron}</code>
        </dd>
        <dt>{t('environmentPage.nextCheck')}</dt>
        <dd>
          {environment.nextDriftCheckAt ? (
            <RelativeTime time={environment.nextDriftCheckAt} form="sentence" />
          ) : (
            t('common.none')
          )}
        </dd>
        {labels && (
          <>
            <dt>{t('environmentPage.labels')}</dt>
            <dd>{labels}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
