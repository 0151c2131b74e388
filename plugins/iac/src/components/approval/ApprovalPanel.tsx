import {
  iacEnvironmentReadPermission,
  type ApprovalStatus,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import type { Live } from '../../hooks/useLive';
import { destroyCount } from '../readiness/changeCount';
import { ErrorState } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { formatMoment, formatUtc } from '../time';
import styles from './approval.module.css';
import { approvalTitle, whoMayApprove } from './approvalWords';
import { ApprovedPlan } from './ApprovedPlan';
import { BreakGlassEntry } from './BreakGlassEntry';
import { DecisionButtons } from './DecisionButtons';
import { GuardedChanges } from './GuardedChanges';
import { ReviewList } from './ReviewList';

export interface ApprovalPanelProps {
  run: Run;
  live: Live<ApprovalStatus>;
  onDone(): void;
}

/** What several people must agree on before exactly this plan is applied. */
export function ApprovalPanel(props: ApprovalPanelProps) {
  const { run, live, onDone } = props;
  const t = useIacTranslation();
  const approval = live.value;
  return (
    <section
      className={classes(theme.card, styles.panel)}
      aria-label={t('approval.title')}
    >
      {approval && <Approval run={run} approval={approval} onDone={onDone} />}
      {!approval && live.error && (
        <>
          <h2>{t('approval.title')}</h2>
          <ErrorState
            error={live.error}
            permission={iacEnvironmentReadPermission.name}
            onRetry={live.refresh}
          />
        </>
      )}
      {live.isLoading && <Skeleton height={120} />}
    </section>
  );
}

function Approval(props: {
  run: Run;
  approval: ApprovalStatus;
  onDone(): void;
}) {
  const { run, approval, onDone } = props;
  const t = useIacTranslation();
  const isWaiting = run.state === 'awaiting_approval';
  const canEnd = isWaiting || run.state === 'approved';
  const destroyed = run.counts ? destroyCount(run.counts) : 0;
  return (
    <>
      <h2>
        <span role="status">{approvalTitle(t, run, approval)}</span>
      </h2>
      {isWaiting && <p>{whoMayApprove(t, run, approval).join(' ')}</p>}
      <GuardedChanges changes={approval.guardedChanges} />
      {canEnd && destroyed > 0 && (
        <p className={styles.loss}>
          {t('approval.destructive', { count: destroyed })}
        </p>
      )}
      {isWaiting && approval.freeze && (
        <p className={styles.blocked} title={formatUtc(approval.freeze.until)}>
          {t('approval.frozen', {
            title: approval.freeze.title,
            until: formatMoment(approval.freeze.until),
          })}
        </p>
      )}
      <ReviewList run={run} approval={approval} />
      <DecisionButtons run={run} approval={approval} onDone={onDone} />
      <ApprovedPlan run={run} approval={approval} isOpen={canEnd} />
      <BreakGlassEntry run={run} approval={approval} onDone={onDone} />
    </>
  );
}
