import {
  iacPlanReadPermission,
  isTerminal,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ErrorState } from '../states';
import styles from './run.module.css';

/** Not yet, never, refused and failed are four different things. */
export function NoPlan(props: {
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
