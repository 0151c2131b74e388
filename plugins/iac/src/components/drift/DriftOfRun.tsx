import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  DriftResult,
  Environment,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useEnvironment } from '../../hooks/useEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { Glyph } from '../glyph';
import { useStartRun } from '../start';
import { theme } from '../theme';
import { DriftAnswers } from './DriftAnswers';
import { DriftParts } from './DriftParts';
import styles from './drift.module.css';

/** What a drift check found, apart by cause, and the answers to it while it is the newest one. */
export function DriftOfRun(props: { run: Run; result?: DriftResult }) {
  const { run, result } = props;
  const t = useIacTranslation();
  const { value: readiness } = useEnvironment(run.environment);
  if (!result) return null;
  const isAnswerable = result.status === 'drifted' && readiness !== undefined;
  return (
    <section className={theme.card} aria-label={t('driftPanel.title')}>
      <div className={styles.head}>
        <h2>{t('driftPanel.title')}</h2>
      </div>
      {result.status === 'clean' && (
        <p className={styles.notice}>
          <Glyph kind="ready" label="" /> {t('driftPanel.clean')}
        </p>
      )}
      <DriftParts result={result} />
      {isAnswerable &&
        (readiness.drift.runId === run.id ? (
          <Answers environment={readiness.environment} result={result} />
        ) : (
          <Overtaken environment={run.environment} />
        ))}
    </section>
  );
}

function Answers(props: { environment: Environment; result: DriftResult }) {
  const { start, dialog } = useStartRun(props.environment);
  return (
    <>
      <DriftAnswers {...props} onStart={start} />
      {dialog}
    </>
  );
}

/** To answer an old question would undo what happened since. */
function Overtaken(props: { environment: string }) {
  const t = useIacTranslation();
  const href = useRouteRef(environmentRouteRef)?.({ name: props.environment });
  return (
    <p className={styles.quiet}>
      {t('driftPanel.newerCheck')}{' '}
      {href && (
        <Link standalone className={theme.link} href={`${href}#drift`}>
          {t('driftPanel.newest')}
        </Link>
      )}
    </p>
  );
}
