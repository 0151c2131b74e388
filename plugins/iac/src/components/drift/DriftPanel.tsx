import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useSection } from '../../hooks/useSection';
import { runRouteRef } from '../../routes';
import { DriftBadge } from '../entity/DriftBadge';
import { Glyph } from '../glyph';
import { NextAction } from '../next';
import type { StartRun } from '../start';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import { CheckFailed } from './CheckFailed';
import { Episodes } from './Episodes';
import { Findings } from './Findings';
import styles from './drift.module.css';

export interface DriftPanelProps {
  readiness: EnvironmentReadiness;
  onStart: StartRun;
}

/** What changed outside Terraform, what did not but looks like it, the answers, and the past. */
export function DriftPanel(props: DriftPanelProps) {
  const { readiness, onStart } = props;
  const { drift, environment } = readiness;
  const t = useIacTranslation();
  const section = useSection('drift');
  return (
    <section
      id="drift"
      ref={section}
      className={theme.card}
      aria-label={t('driftPanel.title')}
    >
      <Head {...props} />
      {drift.status === 'failed' && <CheckFailed readiness={readiness} />}
      {drift.status === 'unknown' && (
        <p className={styles.notice}>
          <Glyph kind={drift.checkedAt ? 'stale' : 'unknown'} label="" />{' '}
          {t(drift.checkedAt ? 'driftPanel.overtaken' : 'driftPanel.unknown')}
        </p>
      )}
      {(drift.status === 'clean' || drift.status === 'drifted') && (
        <Findings key={drift.runId} readiness={readiness} onStart={onStart} />
      )}
      <Episodes environment={environment.name} />
    </section>
  );
}

function Head(props: DriftPanelProps) {
  const { readiness, onStart } = props;
  const { drift } = readiness;
  const t = useIacTranslation();
  const runLink = useRouteRef(runRouteRef);
  const href = drift.runId && runLink?.({ runId: drift.runId });
  const hasAnswer = drift.status === 'clean' || drift.status === 'drifted';
  return (
    <div className={styles.head}>
      <div>
        <h2>{t('driftPanel.title')}</h2>
        {hasAnswer && drift.checkedAt && (
          <small>
            {t('driftPanel.checked')}{' '}
            <RelativeTime time={drift.checkedAt} form="sentence" />
          </small>
        )}
        {drift.status === 'drifted' && drift.since && (
          <small>
            {' · '}
            {t('driftPanel.firstSeen')}{' '}
            <RelativeTime time={drift.since} form="sentence" />
          </small>
        )}
      </div>
      <DriftBadge drift={drift} />
      {hasAnswer && href && (
        <Link standalone className={theme.link} href={href}>
          {t('driftPanel.run')}
        </Link>
      )}
      {(!hasAnswer || drift.stale) && (
        <NextAction
          readiness={readiness}
          next={{ label: t('next.check-drift'), step: 'check-drift' }}
          onStart={onStart}
        />
      )}
    </div>
  );
}
