import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { BgProvider, Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { Proof } from '../readiness/Proof';
import { Reasons } from '../readiness/Reasons';
import { VerdictBand } from '../readiness/VerdictBand';
import { useStartRun } from '../start';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { EntityEnvironments } from './EntityEnvironments';
import { NewestRuns } from './NewestRuns';
import styles from './entity.module.css';

/** Of several environments, each says what to do first; one alone says all. */
const MOST_REASONS = 3;

/** The tab of an entity: its environments with reasons, proof and newest runs. */
export function EntityInfrastructure() {
  return (
    <BgProvider bg="neutral-1">
      <EntityEnvironments height={420}>
        {(readiness, isOnly) => (
          <EnvironmentSection readiness={readiness} isOnly={isOnly} />
        )}
      </EntityEnvironments>
    </BgProvider>
  );
}

function EnvironmentSection(props: {
  readiness: EnvironmentReadiness;
  isOnly: boolean;
}) {
  const { readiness, isOnly } = props;
  const { name } = readiness.environment;
  const t = useIacTranslation();
  const href = useRouteRef(environmentRouteRef)?.({ name });
  const { start, dialog } = useStartRun(readiness.environment);
  return (
    <section
      className={classes(theme.card, styles.environment)}
      aria-label={name}
    >
      <VerdictBand
        readiness={readiness}
        title={<h2 className={styles.title}>{name}</h2>}
      />
      <div className={styles.columns}>
        <div>
          <h3 className={theme.heading}>{t('environmentPage.why')}</h3>
          <Reasons
            readiness={readiness}
            most={isOnly ? undefined : MOST_REASONS}
            onStart={start}
          />
        </div>
        <div>
          <h3 className={theme.heading}>{t('column.proof')}</h3>
          <Proof readiness={readiness} />
        </div>
        <div>
          <h3 className={theme.heading}>{t('entityTab.runs')}</h3>
          <NewestRuns environment={name} />
          {href && (
            <Link standalone className={theme.link} href={href}>
              {t('entityTab.allRuns', { name })}
            </Link>
          )}
        </div>
      </div>
      {dialog}
    </section>
  );
}
