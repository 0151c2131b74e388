import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { Glyph, runGlyph } from '../glyph';
import { theme } from '../theme';
import { Duration } from '../time';
import styles from './readiness.module.css';

/** A run that is under way, whatever the verdict. */
export function ActiveRunRow(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const href = useRouteRef(runRouteRef)?.({ runId: run.id });
  return (
    <li className={styles.reason}>
      <Glyph kind={runGlyph(run)} label={t(`state.${run.state}`)} />
      <div>
        <span className={styles.message}>
          {t('column.runActive', {
            operation: t(`operation.${run.operation}`),
            number: String(run.number),
          })}
        </span>
        <span className={styles.detail}>
          {t(`state.${run.state}`)}
          {run.startedAt && (
            <>
              , <Duration startedAt={run.startedAt} />
            </>
          )}
        </span>
      </div>
      {href && (
        <Link standalone className={theme.action} href={href}>
          {t('next.watch')}
        </Link>
      )}
    </li>
  );
}
