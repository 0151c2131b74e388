import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { Glyph } from '../glyph';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import { Addresses } from './Addresses';
import styles from './drift.module.css';

/** The check could not look: what it said, and that an earlier answer is no answer now. */
export function CheckFailed(props: { readiness: EnvironmentReadiness }) {
  const { drift, lastDriftCheck } = props.readiness;
  const t = useIacTranslation();
  const runLink = useRouteRef(runRouteRef);
  const href = drift.runId && runLink?.({ runId: drift.runId });
  const said = lastDriftCheck?.error;
  return (
    <div className={styles.failed}>
      <Glyph kind="error" label="" />
      <div>
        <h3>{t('driftFailed.title')}</h3>
        <p>
          {said ? <q>{said.message}</q> : t('driftFailed.unsaid')}{' '}
          {said?.nextStep && t('runPage.nextStep', { step: said.nextStep })}
        </p>
        {href && (
          <Link standalone className={theme.link} href={`${href}#log`}>
            {t('driftFailed.log')}
          </Link>
        )}
        <p className={styles.soft}>{t('driftFailed.current')}</p>
        <p className={styles.soft}>
          {drift.checkedAt ? (
            <>
              {t('driftFailed.earlier')}{' '}
              <RelativeTime time={drift.checkedAt} form="sentence" />.{' '}
              {drift.addresses.length > 0 &&
                t('driftFailed.earlierNamed', {
                  count: drift.addresses.length,
                })}
            </>
          ) : (
            t('driftFailed.noEarlier')
          )}
        </p>
        <Addresses addresses={drift.addresses} />
      </div>
    </div>
  );
}
