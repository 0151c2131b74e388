import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { Glyph, runGlyph } from '../glyph';
import { shortCommit } from '../commit';
import { theme } from '../theme';
import { Duration, RelativeTime } from '../time';
import { personName } from '../people';
import styles from './run.module.css';

/** What this run is, who wanted it, at which commit, and how it stands. */
export function RunHeader(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const href = useRouteRef(environmentRouteRef)?.({ name: run.environment });
  return (
    <header className={styles.header}>
      <div>
        <h1 className={theme.title}>
          {t('runPage.title', {
            operation: t(`operation.${run.operation}`),
            number: String(run.number),
            environment: run.environment,
          })}
        </h1>
        <p className={theme.subtitle}>
          {t('runPage.askedBy')}{' '}
          <strong title={run.createdBy}>{personName(run.createdBy)}</strong>{' '}
          {t(`trigger.${run.trigger}`)}{' '}
          <RelativeTime time={run.createdAt} form="sentence" />
          {run.commit && (
            <>
              {' · '}
              <code className={theme.code} title={run.commit.commit}>
                {shortCommit(run.commit.commit)}
              </code>{' '}
              {run.commit.ref} {run.commit.dirty && t('common.dirty')}
            </>
          )}
          {run.ticket && ` · ${run.ticket}`}
          {run.reason && ` · ${run.reason}`}
          {run.startedAt && run.finishedAt && (
            <>
              {' · '}
              <Duration startedAt={run.startedAt} finishedAt={run.finishedAt} />
            </>
          )}
          {run.attempt > 1 &&
            ` · ${t('runPage.attempt', { attempt: String(run.attempt) })}`}
        </p>
      </div>
      <div className={styles.status}>
        <span role="status" className={styles.state}>
          <Glyph kind={runGlyph(run)} size={18} label="" />
          {t(`state.${run.state}`)}
        </span>
        {href && (
          <Link standalone className={theme.link} href={href}>
            {t('runPage.environmentLink', { name: run.environment })}
          </Link>
        )}
      </div>
    </header>
  );
}
