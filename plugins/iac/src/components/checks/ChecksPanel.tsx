import { useApi } from '@backstage/frontend-plugin-api';
import {
  CHECK_GROUPS,
  iacEnvironmentReadPermission,
  type EnvironmentReadiness,
  type ReadinessDetail,
} from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useLive } from '../../hooks/useLive';
import { useSection } from '../../hooks/useSection';
import type { StartableOperation } from '../start';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { theme } from '../theme';
import { ChangesSinceReady } from './ChangesSinceReady';
import { CheckRow } from './CheckRow';
import { ReadyFor } from './ReadyFor';
import { RecheckButton } from './RecheckButton';
import styles from './checks.module.css';

/** What the checks of an environment say, and what they make of it together. */
export function ChecksPanel(props: {
  readiness: EnvironmentReadiness;
  onStart(operation: StartableOperation): void;
}) {
  const { readiness, onStart } = props;
  const environment = readiness.environment.name;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getReadiness(environment, { signal }),
    [api, environment],
  );
  const section = useSection('checks');
  const live = useLive(load, isUnderWay);
  const { value, error, refresh } = live;
  return (
    <section
      id="checks"
      ref={section}
      className={theme.card}
      aria-label={t('checks.title')}
    >
      <div className={styles.heading}>
        <h2 className={theme.heading}>{t('checks.title')}</h2>
        {value && (
          <RecheckButton environment={environment} onChanged={refresh} />
        )}
      </div>
      {live.isLoading && <LoadingCards count={1} height={160} />}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      <StaleNotice live={live} isPart />
      {value && (
        <Checks
          readiness={readiness}
          detail={value}
          onChanged={refresh}
          onStart={onStart}
        />
      )}
    </section>
  );
}

function Checks(props: {
  readiness: EnvironmentReadiness;
  detail: ReadinessDetail;
  onChanged(): void;
  onStart(operation: StartableOperation): void;
}) {
  const { readiness, detail, onChanged, onStart } = props;
  const t = useIacTranslation();
  const groups = CHECK_GROUPS.map(group => ({
    group,
    checks: detail.checks.filter(({ check }) => check.group === group),
  })).filter(({ checks }) => checks.length > 0);
  return (
    <>
      <ReadyFor detail={detail} />
      {groups.length === 0 && (
        <p className={styles.quiet}>{t('checks.none')}</p>
      )}
      {groups.map(({ group, checks }) => (
        <div key={group} className={styles.group}>
          <h3>{t(`checkGroup.${group}`)}</h3>
          <ul aria-label={t(`checkGroup.${group}`)}>
            {checks.map(check => (
              <CheckRow
                key={check.check.id}
                readiness={readiness}
                check={check}
                onChanged={onChanged}
                onStart={onStart}
              />
            ))}
          </ul>
        </div>
      ))}
      {detail.verdict !== 'READY' && (
        <ChangesSinceReady
          key={detail.since}
          environment={detail.environment}
        />
      )}
    </>
  );
}

/** Checks look by themselves, and signals tell of it: there is nothing to wait for. */
function isUnderWay(): boolean {
  return false;
}
