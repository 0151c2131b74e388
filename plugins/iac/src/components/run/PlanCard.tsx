import type { Run } from '@backstage-iac/plugin-iac-common';
import { Tab, TabList, TabPanel, Tabs, VisuallyHidden } from '@backstage/ui';
import { useAddress } from '../../hooks/useAddress';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import type { useRunPlan } from '../../hooks/useRunPlan';
import { PlanComparison } from '../compare';
import { HygieneFindings } from '../hygiene';
import { PlanView } from '../plan';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { NoPlan } from './NoPlan';
import { PlanText } from './PlanText';
import { RunVariables } from './RunVariables';
import styles from './run.module.css';

const TABS = ['plan', 'text', 'compare', 'variables', 'hygiene'] as const;

/** The plan of a run: by resource, as Terraform prints it, against an earlier one, and what it was made from. */
export function PlanCard(props: {
  run: Run;
  plan: ReturnType<typeof useRunPlan>;
}) {
  const { run } = props;
  const { value, error, loading, retry } = props.plan;
  const t = useIacTranslation();
  const { params, change } = useAddress();
  const named = params.get('tab');
  const tab = TABS.find(known => known === named) ?? 'plan';
  const missing = (
    <NoPlan run={run} error={error} isLoading={loading} onRetry={retry} />
  );
  return (
    <section
      className={classes(theme.card, styles.planCard)}
      aria-label={t('plan.title')}
    >
      <VisuallyHidden>
        <h2>{t('plan.title')}</h2>
      </VisuallyHidden>
      <Tabs
        selectedKey={tab}
        onSelectionChange={key =>
          change({ tab: key === 'plan' ? undefined : String(key) })
        }
      >
        <div className={styles.tabs}>
          <TabList className={styles.tabList} aria-label={t('runPage.tabs')}>
            <Tab id="plan">{t('runPage.planTab')}</Tab>
            <Tab id="text">{t('runPage.textTab')}</Tab>
            <Tab id="compare">{t('compare.title')}</Tab>
            <Tab id="variables">{t('variables.title')}</Tab>
            <Tab id="hygiene">{t('hygiene.title')}</Tab>
          </TabList>
        </div>
        <TabPanel id="plan" className={styles.tabPanel}>
          {value ? <PlanView plan={value} /> : missing}
        </TabPanel>
        <TabPanel id="text" className={styles.tabPanel}>
          <PlanText run={run} />
        </TabPanel>
        <TabPanel id="compare" className={styles.tabPanel}>
          {value ? <PlanComparison run={run} plan={value} /> : missing}
        </TabPanel>
        <TabPanel id="variables" className={styles.tabPanel}>
          {value ? <RunVariables plan={value} /> : missing}
        </TabPanel>
        <TabPanel id="hygiene" className={styles.tabPanel}>
          {value ? <HygieneFindings report={value.hygiene} /> : missing}
        </TabPanel>
      </Tabs>
    </section>
  );
}
