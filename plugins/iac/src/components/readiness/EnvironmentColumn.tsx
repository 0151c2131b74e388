import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Button, Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { VERDICT_GLYPHS } from '../glyph';
import { useStartRun } from '../start';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { formatUtc } from '../time';
import { Proof } from './Proof';
import { Reasons } from './Reasons';
import { VerdictBand } from './VerdictBand';
import styles from './readiness.module.css';

/** A column says what to do first; the page of the environment says everything. */
const MOST_REASONS = 4;

/** One environment: the verdict, why and what next, and the proof. */
export function EnvironmentColumn(props: { readiness: EnvironmentReadiness }) {
  const { readiness } = props;
  const { environment, verdict } = readiness;
  const t = useIacTranslation();
  const link = useRouteRef(environmentRouteRef);
  const { start, dialog } = useStartRun(environment);
  const isBlocked = environment.problem !== undefined;
  const href = link?.({ name: environment.name });
  return (
    <section
      className={classes(theme.card, styles.column)}
      aria-label={environment.name}
      data-kind={VERDICT_GLYPHS[verdict]}
    >
      <VerdictBand
        readiness={readiness}
        title={
          <h2 className={styles.name}>
            {href ? (
              <Link standalone className={styles.nameLink} href={href}>
                {environment.name}
              </Link>
            ) : (
              environment.name
            )}
          </h2>
        }
      />
      <div className={styles.section}>
        <h3 className={theme.heading}>
          {verdict === 'READY' && readiness.activeRuns.length === 0
            ? t('column.nothing')
            : t('column.next')}
        </h3>
        <Reasons readiness={readiness} most={MOST_REASONS} onStart={start} />
      </div>
      <div className={styles.section}>
        <h3 className={theme.heading}>{t('column.proof')}</h3>
        <Proof readiness={readiness} />
      </div>
      <div className={styles.footer}>
        <Button
          size="small"
          variant="primary"
          isDisabled={isBlocked}
          onPress={() => start('plan-only')}
        >
          {t('column.plan')}
        </Button>
        <Button
          size="small"
          variant="secondary"
          isDisabled={isBlocked}
          onPress={() => start('drift-check')}
        >
          {t('column.checkDrift')}
        </Button>
        <small>
          {isBlocked
            ? t('column.problem', { problem: environment.problem ?? '' })
            : environment.nextDriftCheckAt && (
                <time
                  dateTime={environment.nextDriftCheckAt}
                  title={formatUtc(environment.nextDriftCheckAt)}
                >
                  {t('column.nextDriftCheck', {
                    time: localTime(environment.nextDriftCheckAt),
                  })}
                </time>
              )}
        </small>
      </div>
      {dialog}
    </section>
  );
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
  });
}
