import {
  iacPlanReadPermission,
  type Run,
  type RunPlan,
} from '@backstage-iac/plugin-iac-common';
import { Select, Skeleton } from '@backstage/ui';
import { useAddress } from '../../hooks/useAddress';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { useRunPlan } from '../../hooks/useRunPlan';
import { shortCommit } from '../commit';
import { ErrorState } from '../states';
import { formatMoment } from '../time';
import { Difference } from './Difference';
import { useEarlierRuns } from './useEarlierRuns';
import styles from './compare.module.css';

/** The plan against an earlier one of the same environment: by default the one before. */
export function PlanComparison(props: { run: Run; plan: RunPlan }) {
  const { run, plan } = props;
  const t = useIacTranslation();
  const { params, change } = useAddress();
  const earlier = useEarlierRuns(run);
  const named = params.get('with');
  const withId = named ?? earlier.value?.[0]?.id;
  const other = useRunPlan(withId, '');
  const error = earlier.error ?? other.error;
  const retry = earlier.error ? earlier.retry : other.retry;
  const offered = earlier.value ?? [];
  const isOffered = offered.some(({ id }) => id === withId);
  if (earlier.value && withId === undefined) {
    return (
      <div className={styles.none}>
        <strong>{t('compare.noneTitle')}</strong>
        <p>{t('compare.noneDescription')}</p>
      </div>
    );
  }
  return (
    <div className={styles.comparison}>
      {isOffered && (
        <Select
          className={styles.choice}
          size="small"
          label={t('compare.with')}
          options={offered.map(each => ({
            value: each.id,
            label: runWords(t, each),
          }))}
          value={withId}
          onChange={key => change({ with: String(key) })}
        />
      )}
      {error && (
        <ErrorState
          error={error}
          permission={iacPlanReadPermission.name}
          onRetry={retry}
        />
      )}
      {!error && (earlier.loading || other.loading) && (
        <div role="status" aria-label={t('common.loading')}>
          <Skeleton height={18} />
        </div>
      )}
      {!error && !other.loading && earlier.value && (
        <Difference then={other.value} now={plan} />
      )}
    </div>
  );
}

function runWords(t: IacTranslate, run: Run): string {
  return [
    `${t(`operation.${run.operation}`)} ${t('common.runNumber', {
      number: String(run.number),
    })}`,
    run.commit && shortCommit(run.commit.commit),
    formatMoment(run.createdAt),
  ]
    .filter(part => part !== undefined)
    .join(' · ');
}
