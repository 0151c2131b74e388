import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRunPlan } from '../../hooks/useRunPlan';
import { Glyph } from '../glyph';
import type { StartRun } from '../start';
import { ActionError } from '../states';
import { Addresses } from './Addresses';
import { DriftAnswers } from './DriftAnswers';
import { DriftParts } from './DriftParts';
import styles from './drift.module.css';

/** What the last check found, and what may be done about it. */
export function Findings(props: {
  readiness: EnvironmentReadiness;
  onStart: StartRun;
}) {
  const { readiness, onStart } = props;
  const { drift, environment } = readiness;
  const t = useIacTranslation();
  const { value, loading, error } = useRunPlan(
    drift.runId,
    drift.checkedAt ?? '',
  );
  const result = value?.drift;
  return (
    <>
      {drift.stale && (
        <p className={styles.notice}>
          <Glyph kind="stale" label="" /> {t('driftPanel.stale')}
        </p>
      )}
      {result?.proof?.moved && (
        <p className={styles.notice}>
          <Glyph kind="warn" label="" /> {t('driftPanel.moved')}
        </p>
      )}
      {drift.status === 'clean' && (
        <p className={styles.notice}>
          <Glyph kind={drift.stale ? 'stale' : 'ready'} label="" />{' '}
          {t('driftPanel.clean')}
        </p>
      )}
      {!result && loading && (
        <div
          className={styles.loading}
          role="status"
          aria-label={t('common.loading')}
        >
          <Skeleton height={18} />
        </div>
      )}
      {!result && !loading && (
        <div className={styles.withheld}>
          <ActionError error={error} title={t('error.title')} />
          {drift.addresses.length > 0 && (
            <p className={styles.text}>{t('driftPanel.withheld')}</p>
          )}
          <Addresses addresses={drift.addresses} />
        </div>
      )}
      {result && <DriftParts result={result} />}
      {result && drift.status === 'drifted' && (
        <DriftAnswers
          environment={environment}
          result={result}
          onStart={onStart}
        />
      )}
    </>
  );
}
