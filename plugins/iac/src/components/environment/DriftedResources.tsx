import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import { Link, Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRunPlan } from '../../hooks/useRunPlan';
import { runRouteRef } from '../../routes';
import { DriftBadge } from '../entity/DriftBadge';
import { ChangeList } from '../plan';
import { ActionError } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RelativeTime } from '../time';
import styles from './environment.module.css';

/** What changed outside Terraform, by resource and attribute, as the last check saw it. */
export function DriftedResources(props: { drift: EnvironmentDrift }) {
  const { drift } = props;
  const t = useIacTranslation();
  const runHref = useRouteRef(runRouteRef);
  const href = drift.runId && runHref?.({ runId: drift.runId });
  return (
    <section
      id="drift"
      className={theme.card}
      aria-label={t('environmentPage.driftTitle')}
    >
      <div className={classes(styles.panel, styles.driftHead)}>
        <div>
          <h2 className={styles.heading}>{t('environmentPage.driftTitle')}</h2>
          {drift.checkedAt && (
            <small className={styles.soft}>
              {t('column.drift')}:{' '}
              <RelativeTime time={drift.checkedAt} form="sentence" />
            </small>
          )}
          {drift.status === 'drifted' && drift.since && (
            <small className={styles.soft}>
              {' · '}
              {t('environmentPage.driftSince')}{' '}
              <RelativeTime time={drift.since} form="sentence" />
            </small>
          )}
        </div>
        <DriftBadge drift={drift} />
        {href && (
          <Link standalone className={theme.link} href={href}>
            {t('environmentPage.driftRun')}
          </Link>
        )}
      </div>
      <DriftAnswer drift={drift} />
    </section>
  );
}

function DriftAnswer(props: { drift: EnvironmentDrift }) {
  const { drift } = props;
  const t = useIacTranslation();
  if (drift.status === 'drifted') return <DriftedList drift={drift} />;
  const sentences = {
    clean: t('environmentPage.driftClean'),
    failed: t('environmentPage.driftFailed'),
    unknown: t('environmentPage.driftUnknown'),
  };
  return (
    <>
      <p className={styles.answer}>
        {sentences[drift.status]}{' '}
        {drift.stale &&
          drift.status === 'clean' &&
          t('environmentPage.driftStale')}
      </p>
      {drift.addresses.length > 0 && <Addresses drift={drift} />}
    </>
  );
}

function DriftedList(props: { drift: EnvironmentDrift }) {
  const { drift } = props;
  const t = useIacTranslation();
  const { value, loading, error } = useRunPlan(
    drift.runId,
    drift.checkedAt ?? '',
  );
  const changes = value?.drift?.outsideChanges ?? value?.summary.drift;
  return (
    <>
      {drift.stale && (
        <p className={styles.answer}>{t('environmentPage.driftStale')}</p>
      )}
      {changes && <ChangeList changes={changes} subject="drift" />}
      {!changes && loading && (
        <div className={styles.answer}>
          <Skeleton height={18} />
        </div>
      )}
      {!changes && !loading && (
        <>
          <div className={styles.answer}>
            <ActionError error={error} title={t('error.title')} />
          </div>
          <Addresses drift={drift} />
        </>
      )}
      <p className={styles.answer}>{t('environmentPage.driftAdvice')}</p>
    </>
  );
}

/** What is known without the plan. */
function Addresses(props: { drift: EnvironmentDrift }) {
  return (
    <ul className={styles.addresses}>
      {props.drift.addresses.map(address => (
        <li key={address}>
          <code className={theme.code}>{address}</code>
        </li>
      ))}
    </ul>
  );
}
