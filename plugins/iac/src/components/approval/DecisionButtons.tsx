import {
  iacRunCancelPermission,
  type ApprovalStatus,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { destroyCount } from '../readiness/changeCount';
import { theme } from '../theme';
import styles from './approval.module.css';
import { obstacleWords } from './approvalWords';
import {
  ApproveDialog,
  DiscardDialog,
  RejectDialog,
  WithdrawDialog,
  type Decision,
} from './DecisionDialogs';

const DIALOGS = {
  approve: ApproveDialog,
  reject: RejectDialog,
  withdraw: WithdrawDialog,
  discard: DiscardDialog,
};

/** What the person may say about the plan; what they may not, with the reason. */
export function DecisionButtons(props: {
  run: Run;
  approval: ApprovalStatus;
  onDone(): void;
}) {
  const { run, approval, onDone } = props;
  const { you, digest } = approval;
  const t = useIacTranslation();
  const [asked, setAsked] = useState<Decision | undefined>();
  const mayDiscard = useMay(iacRunCancelPermission, run.environment);
  const whyId = useId();
  const isWaiting = run.state === 'awaiting_approval';
  const isLast =
    approval.required - approval.given <= 1 && approval.freeze === undefined;
  const reasons = new Set(
    [you.approve, you.reject]
      .filter(obstacle => obstacle !== undefined)
      .map(obstacle => obstacleWords(t, obstacle, approval)),
  );
  const isDestructive =
    approval.guardedChanges.length > 0 ||
    (run.counts !== undefined && destroyCount(run.counts) > 0);
  const AskedDialog = asked && DIALOGS[asked];
  return (
    <>
      {isWaiting && (
        <>
          {reasons.size > 0 && (
            <div id={whyId} className={styles.blocked}>
              {[...reasons].map(reason => (
                <p key={reason}>{reason}</p>
              ))}
            </div>
          )}
          <Button
            variant="primary"
            destructive={isDestructive}
            isDisabled={you.approve !== undefined}
            aria-describedby={you.approve && whyId}
            onPress={() => setAsked('approve')}
          >
            {t(isLast ? 'approval.approve' : 'approval.approveStep')}
          </Button>
          <Button
            variant="secondary"
            isDisabled={you.reject !== undefined}
            aria-describedby={you.reject && whyId}
            onPress={() => setAsked('reject')}
          >
            {t('approval.reject')}
          </Button>
        </>
      )}
      {you.withdraw === undefined && (
        <Button variant="secondary" onPress={() => setAsked('withdraw')}>
          {t('approval.withdraw')}
        </Button>
      )}
      {isWaiting && mayDiscard && (
        <button
          type="button"
          className={theme.action}
          onClick={() => setAsked('discard')}
        >
          {t('approval.discard')}
        </button>
      )}
      {AskedDialog && digest && (
        <AskedDialog
          run={run}
          approval={approval}
          digest={digest}
          isLast={isLast}
          onDone={onDone}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
