import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { Alert, Link } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { theme } from '../theme';
import styles from './custody.module.css';

/** Another run took the place of this one. */
export function SuccessorNote(props: {
  run: Run;
  successor: NonNullable<Run['successor']>;
}) {
  const { run, successor } = props;
  const t = useIacTranslation();
  const number = String(successor.number);
  return (
    <div className={styles.notice}>
      <Alert
        role="status"
        icon
        status={successor.why === 'replanned' ? 'warning' : 'info'}
        title={t(`succession.${successor.why}`, { number })}
        description={
          <>
            {successor.why === 'replanned' &&
              run.error &&
              `${run.error.message.replace(/\.$/, '')}. `}
            {t(`succession.${successor.why}Why`)}
          </>
        }
        customActions={
          <RunLink
            runId={successor.runId}
            words={t('succession.open', { number })}
          />
        }
      />
    </div>
  );
}

/** This run plans again what an earlier one could no longer apply. */
export function PredecessorNote(props: {
  predecessor: NonNullable<Run['predecessor']>;
}) {
  const { runId, number } = props.predecessor;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const { value } = useAsync(() => api.getRun(runId), [api, runId]);
  const why = value?.error?.message;
  return (
    <p className={styles.predecessor}>
      {t('succession.again')}{' '}
      <RunLink
        runId={runId}
        words={t('succession.run', { number: String(number) })}
      />
      {why ? t('succession.because', { why }) : t('succession.becauseUnknown')}
    </p>
  );
}

export function RunLink(props: { runId: string; words: string }) {
  const { runId, words } = props;
  const href = useRouteRef(runRouteRef)?.({ runId });
  if (!href) return <>{words}</>;
  return (
    <Link standalone className={theme.link} href={href}>
      {words}
    </Link>
  );
}
