import type { Run } from '@backstage-iac/plugin-iac-common';
import { useMemo } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useRunPlanText } from '../../hooks/useRunPlan';
import { Lines } from '../lines';
import { NoPlan } from './NoPlan';
import { planVersion } from './planVersion';
import styles from './run.module.css';

/** The plan as Terraform prints it. */
export function PlanText(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const { value, error, loading, retry } = useRunPlanText(
    run.id,
    planVersion(run),
  );
  const lines = useMemo(
    () =>
      value
        ?.replace(/\n$/, '')
        .split('\n')
        .map(text => ({ text })),
    [value],
  );
  if (!lines) {
    return (
      <NoPlan run={run} error={error} isLoading={loading} onRetry={retry} />
    );
  }
  return (
    <div className={styles.planText}>
      <Lines
        lines={lines}
        role="region"
        label={t('plan.text')}
        empty={t('plan.noChanges')}
        fileName={`${run.environment}-${run.number}-plan.txt`}
        addressPrefix="text-"
      />
    </div>
  );
}
