import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  iacEnvironmentReadPermission,
  isTerminal,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRun } from '../../hooks/useRun';
import { environmentRouteRef, runRouteRef } from '../../routes';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { ApprovalPanel } from './ApprovalPanel';
import { CancelPanel } from './CancelPanel';
import { PlanCard } from './PlanCard';
import { RunFacts } from './RunFacts';
import { RunHeader } from './RunHeader';
import { RunLog } from './RunLog';
import { RunTrouble } from './RunTrouble';
import { StageStrip } from './StageStrip';
import styles from './run.module.css';

/** One run: where it stands, what it would change, and a person's word on it. */
export function RunPage(props: { runId: string }) {
  const { runId } = props;
  const live = useRun(runId);
  const { value: run, error, refresh } = live;
  return (
    <main className={classes(theme.theme, theme.page)}>
      {live.isLoading && <LoadingCards count={1} height={420} />}
      {error && !run && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      <StaleNotice live={live} />
      {run && (
        <RunBreadcrumbs run={run}>
          <RunHeader run={run} />
          <RunTrouble run={run} />
          <StageStrip stages={run.stages} />
          <div className={styles.grid}>
            <div className={styles.main}>
              <PlanCard key={run.id} run={run} />
              <RunLog key={`log ${run.id}`} run={run} />
            </div>
            <aside className={styles.side}>
              {run.state === 'awaiting_approval' && (
                <ApprovalPanel run={run} onDone={refresh} />
              )}
              {!isTerminal(run.state) && run.state !== 'awaiting_approval' && (
                <CancelPanel run={run} onDone={refresh} />
              )}
              <RunFacts run={run} />
            </aside>
          </div>
        </RunBreadcrumbs>
      )}
    </main>
  );
}

function RunBreadcrumbs(props: { run: Run; children: React.ReactNode }) {
  const { run, children } = props;
  const t = useIacTranslation();
  const environmentLink = useRouteRef(environmentRouteRef);
  const runLink = useRouteRef(runRouteRef);
  return (
    <BreadcrumbEntry
      entry={{
        label: run.environment,
        href: environmentLink?.({ name: run.environment }) ?? '',
      }}
    >
      <BreadcrumbEntry
        entry={{
          label: t('common.runNumber', { number: String(run.number) }),
          href: runLink?.({ runId: run.id }) ?? '',
        }}
      >
        {children}
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
