import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  iacEnvironmentReadPermission,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useEnvironment } from '../../hooks/useEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { ChecksPanel } from '../checks';
import { LockPanel } from '../custody';
import { FreezeNotice, ProtectionPanel } from '../protection';
import { Proof } from '../readiness/Proof';
import { Reasons } from '../readiness/Reasons';
import { VerdictBand } from '../readiness/VerdictBand';
import { SecretsPanel } from '../secrets';
import { useStartRun } from '../start';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { DefinitionFacts } from './DefinitionFacts';
import { EnvironmentQueue } from './EnvironmentQueue';
import { OutputsPanel } from './OutputsPanel';
import { DriftedResources } from './DriftedResources';
import { RunsTable } from './RunsTable';
import styles from './environment.module.css';

/** One environment: its verdict, its drift, its definition and its runs. */
export function EnvironmentPage(props: { name: string }) {
  const { name } = props;
  const live = useEnvironment(name);
  const { value, error, refresh } = live;
  const href = useRouteRef(environmentRouteRef)?.({ name }) ?? '';
  return (
    <BreadcrumbEntry entry={{ label: name, href }}>
      <main className={classes(theme.theme, theme.page)}>
        {live.isLoading && <LoadingCards count={2} height={320} />}
        {error && !value && (
          <ErrorState
            error={error}
            permission={iacEnvironmentReadPermission.name}
            onRetry={refresh}
          />
        )}
        <StaleNotice live={live} />
        {value && <EnvironmentDetails key={name} readiness={value} />}
      </main>
    </BreadcrumbEntry>
  );
}

function EnvironmentDetails(props: { readiness: EnvironmentReadiness }) {
  const { readiness } = props;
  const { environment } = readiness;
  const t = useIacTranslation();
  const { start, dialog } = useStartRun(environment);
  const { freeze } = environment.protection;
  return (
    <>
      {freeze && <FreezeNotice freeze={freeze} />}
      <section
        className={classes(theme.card, styles.verdict)}
        aria-label={environment.name}
      >
        <VerdictBand
          readiness={readiness}
          title={<h1 className={styles.title}>{environment.name}</h1>}
        />
        <Actions readiness={readiness} onStart={start} />
      </section>
      <div className={styles.grid}>
        <div className={styles.main}>
          <section
            className={classes(theme.card, styles.panel)}
            aria-label={t('environmentPage.why')}
          >
            <h2 className={theme.heading}>{t('environmentPage.why')}</h2>
            <Reasons readiness={readiness} onStart={start} />
          </section>
          <ChecksPanel readiness={readiness} onStart={start} />
          <DriftedResources drift={readiness.drift} />
          <SecretsPanel environment={environment.name} />
          <RunsTable
            environment={environment.name}
            version={runsVersion(readiness)}
          />
        </div>
        <aside className={styles.side}>
          <section
            className={classes(theme.card, styles.panel)}
            aria-label={t('column.proof')}
          >
            <h2 className={theme.heading}>{t('column.proof')}</h2>
            <Proof readiness={readiness} />
          </section>
          <ProtectionPanel environment={environment} />
          <EnvironmentQueue environment={environment.name} />
          <LockPanel environment={environment.name} />
          <OutputsPanel environment={environment.name} />
          <DefinitionFacts environment={environment} />
        </aside>
      </div>
      {dialog}
    </>
  );
}

function Actions(props: {
  readiness: EnvironmentReadiness;
  onStart: ReturnType<typeof useStartRun>['start'];
}) {
  const { readiness, onStart } = props;
  const { problem } = readiness.environment;
  const t = useIacTranslation();
  const isBlocked = problem !== undefined;
  return (
    <div className={styles.actions}>
      <Button
        variant="primary"
        isDisabled={isBlocked}
        onPress={() => onStart('plan-and-apply')}
      >
        {t('operation.plan-and-apply')}
      </Button>
      <Button
        variant="secondary"
        isDisabled={isBlocked}
        onPress={() => onStart('plan-only')}
      >
        {t('column.plan')}
      </Button>
      <Button
        variant="secondary"
        isDisabled={isBlocked}
        onPress={() => onStart('drift-check')}
      >
        {t('column.checkDrift')}
      </Button>
      {isBlocked && <small>{t('column.problem', { problem })}</small>}
    </div>
  );
}

/** Moves whenever a run appears or changes its state. */
function runsVersion({ lastRun, activeRuns }: EnvironmentReadiness): string {
  return [lastRun, ...activeRuns]
    .map(run => (run ? `${run.id} ${run.state}` : ''))
    .join(',');
}
