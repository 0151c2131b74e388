import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  iacEnvironmentReadPermission,
  isTerminal,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { isDecidedByPeople } from '../../hooks/useApproval';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRun } from '../../hooks/useRun';
import { useRunPlan } from '../../hooks/useRunPlan';
import { environmentRouteRef, runRouteRef } from '../../routes';
import {
  OutcomePanel,
  PredecessorNote,
  ReconciliationPanel,
  RescuedStatePanel,
  SuccessorNote,
} from '../custody';
import { Discussion } from '../discussion';
import { DriftOfRun } from '../drift';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { CancelPanel } from './CancelPanel';
import { Decision } from './Decision';
import { PlanCard } from './PlanCard';
import { planVersion } from './planVersion';
import { RunFacts } from './RunFacts';
import { RunHeader } from './RunHeader';
import { RunLog } from './RunLog';
import { RunTrouble } from './RunTrouble';
import { StageNotes } from './StageNotes';
import { StageStrip } from './StageStrip';
import styles from './run.module.css';

/** One run: where it stands, what it would change, and people's words on it. */
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
          {run.predecessor && <PredecessorNote predecessor={run.predecessor} />}
          <RunDetails run={run} onDone={refresh} />
        </RunBreadcrumbs>
      )}
    </main>
  );
}

function RunDetails(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  if (isDecidedByPeople(run)) {
    return (
      <Decision run={run} onDone={onDone}>
        {({ banner, panel, onChanged }) => (
          <RunLayout
            run={run}
            banner={banner}
            panel={panel}
            onDone={onChanged}
          />
        )}
      </Decision>
    );
  }
  return <RunLayout run={run} onDone={onDone} />;
}

function RunLayout(props: {
  run: Run;
  banner?: React.ReactNode;
  panel?: React.ReactNode;
  onDone(): void;
}) {
  const { run, banner, panel, onDone } = props;
  const plan = useRunPlan(run.id, planVersion(run));
  const isUnknown = run.state === 'outcome_unknown';
  return (
    <>
      {run.successor && <SuccessorNote run={run} successor={run.successor} />}
      {banner}
      <RunTrouble run={run} />
      <StageStrip stages={run.stages} />
      <StageNotes stages={run.stages} />
      <div className={styles.grid}>
        <div className={styles.main}>
          {run.rescuedState && <RescuedStatePanel run={run} onDone={onDone} />}
          {isUnknown && <ReconciliationPanel run={run} onDone={onDone} />}
          {run.progress && !isUnknown && isTerminal(run.state) && (
            <OutcomePanel run={run} progress={run.progress} />
          )}
          {run.operation === 'drift-check' && (
            <DriftOfRun
              key={`drift ${run.id}`}
              run={run}
              result={plan.value?.drift}
            />
          )}
          <PlanCard key={run.id} run={run} plan={plan} />
          <RunLog key={`log ${run.id}`} run={run} />
          <Discussion key={`discussion ${run.id}`} run={run} />
        </div>
        <aside className={styles.side}>
          {panel}
          {!isTerminal(run.state) && run.state !== 'awaiting_approval' && (
            <CancelPanel run={run} onDone={onDone} />
          )}
          <RunFacts run={run} />
        </aside>
      </div>
    </>
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
