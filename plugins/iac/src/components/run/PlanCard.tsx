import {
  iacPlanReadPermission,
  isTerminal,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Skeleton, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRunPlan, useRunPlanText } from '../../hooks/useRunPlan';
import { PlanView } from '../plan';
import { ErrorState } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RunVariables } from './RunVariables';
import styles from './run.module.css';

/** The plan of a run, by resource or as Terraform prints it. */
export function PlanCard(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  return (
    <section
      className={classes(theme.card, styles.planCard)}
      aria-label={t('plan.title')}
    >
      <Tabs>
        <div className={styles.tabs}>
          <TabList>
            <Tab id="plan">{t('runPage.planTab')}</Tab>
            <Tab id="text">{t('runPage.textTab')}</Tab>
            <Tab id="variables">{t('variables.title')}</Tab>
          </TabList>
        </div>
        <TabPanel id="plan">
          <PlanByResource run={run} />
        </TabPanel>
        <TabPanel id="text">
          <PlanAsText run={run} />
        </TabPanel>
        <TabPanel id="variables">
          <PlanVariables run={run} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

/** A plan is made once: nothing else in a run changes it. */
function planVersion(run: Run): string {
  return `${run.digests?.planFile ?? ''} ${run.hasChanges ?? ''} ${isTerminal(
    run.state,
  )}`;
}

function PlanByResource(props: { run: Run }) {
  const { run } = props;
  const { value, error, loading, retry } = useRunPlan(run.id, planVersion(run));
  if (value) return <PlanView plan={value} />;
  return <NoPlan run={run} error={error} isLoading={loading} onRetry={retry} />;
}

function PlanVariables(props: { run: Run }) {
  const { run } = props;
  const { value, error, loading, retry } = useRunPlan(run.id, planVersion(run));
  if (value) return <RunVariables plan={value} />;
  return <NoPlan run={run} error={error} isLoading={loading} onRetry={retry} />;
}

function PlanAsText(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const { value, error, loading, retry } = useRunPlanText(
    run.id,
    planVersion(run),
  );
  if (value !== undefined) {
    return (
      <pre
        role="region"
        className={styles.text}
        tabIndex={0}
        aria-label={t('plan.text')}
      >
        {value}
      </pre>
    );
  }
  return <NoPlan run={run} error={error} isLoading={loading} onRetry={retry} />;
}

/** Not yet, never, refused and failed are four different things. */
function NoPlan(props: {
  run: Run;
  error?: Error;
  isLoading: boolean;
  onRetry(): void;
}) {
  const { run, error, isLoading, onRetry } = props;
  const t = useIacTranslation();
  if (isLoading) {
    return (
      <div
        className={styles.noPlan}
        role="status"
        aria-label={t('common.loading')}
      >
        <Skeleton height={18} />
        <Skeleton height={18} />
        <Skeleton height={18} width="60%" />
      </div>
    );
  }
  if (error) {
    return (
      <div className={styles.noPlan}>
        <ErrorState
          error={error}
          permission={iacPlanReadPermission.name}
          onRetry={onRetry}
        />
      </div>
    );
  }
  const isOver = isTerminal(run.state);
  return (
    <div className={styles.noPlan}>
      <strong>{t(isOver ? 'plan.missingTitle' : 'plan.pendingTitle')}</strong>
      <p>{t(isOver ? 'plan.missingDescription' : 'plan.pendingDescription')}</p>
    </div>
  );
}
