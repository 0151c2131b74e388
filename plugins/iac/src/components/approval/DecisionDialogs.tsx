import { useApi } from '@backstage/frontend-plugin-api';
import type { ApprovalStatus, Run } from '@backstage-iac/plugin-iac-common';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ConfirmDialog } from '../confirm';
import { destroyCount } from '../readiness/changeCount';
import styles from './approval.module.css';
import { GuardedChanges } from './GuardedChanges';

export type Decision = 'approve' | 'reject' | 'withdraw' | 'discard';

export interface DecisionDialogProps {
  run: Run;
  approval: ApprovalStatus;
  digest: string;
  /** This approval is the last one that is needed, and nothing holds the apply back. */
  isLast: boolean;
  onDone(): void;
  onClose(): void;
}

/** Yes to exactly this plan. */
export function ApproveDialog(props: DecisionDialogProps) {
  const { run, approval, digest, isLast } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const destroyed = run.counts ? destroyCount(run.counts) : 0;
  const isTyped = approval.typeName || destroyed > 0;
  const names = { number: String(run.number), environment: run.environment };
  return (
    <ConfirmDialog
      title={t(isLast ? 'approval.dialogTitle' : 'approval.stepTitle', names)}
      confirmLabel={t(isLast ? 'approval.approve' : 'approval.approveStep')}
      destructive={isTyped}
      words={{ label: t('approval.comment'), isRequired: false }}
      typed={
        isTyped
          ? {
              label: t('approval.typeName', { environment: run.environment }),
              expected: run.environment,
            }
          : undefined
      }
      act={({ words, typed }) =>
        api.approveRun(run.id, {
          approvalDigest: digest,
          comment: words || undefined,
          confirm: isTyped ? typed : undefined,
        })
      }
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {t('approval.description')}
      {destroyed > 0 && (
        <p className={styles.loss}>
          {t('approval.destructive', { count: destroyed })}
        </p>
      )}
      <GuardedChanges changes={approval.guardedChanges} />
    </ConfirmDialog>
  );
}

/** No, for a reason. */
export function RejectDialog(props: DecisionDialogProps) {
  const { run, digest } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  return (
    <ConfirmDialog
      title={t('approval.rejectTitle', { number: String(run.number) })}
      confirmLabel={t('approval.rejectConfirm')}
      destructive
      words={{
        label: t('approval.rejectReason'),
        description: t('approval.rejectHelp'),
        isRequired: true,
      }}
      act={({ words }) =>
        api.rejectRun(run.id, { approvalDigest: digest, comment: words })
      }
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {t('approval.rejectDescription')}
    </ConfirmDialog>
  );
}

/** Takes back what one said. */
export function WithdrawDialog(props: DecisionDialogProps) {
  const { run } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  return (
    <ConfirmDialog
      title={t('approval.withdrawTitle', { number: String(run.number) })}
      confirmLabel={t('approval.withdrawConfirm')}
      words={{ label: t('approval.comment'), isRequired: false }}
      act={({ words }) =>
        api.withdrawApproval(run.id, { comment: words || undefined })
      }
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {t('approval.withdrawDescription')}
    </ConfirmDialog>
  );
}

/** Drops the plan without a word on it. */
export function DiscardDialog(props: DecisionDialogProps) {
  const { run } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  return (
    <ConfirmDialog
      title={t('approval.discardTitle', { number: String(run.number) })}
      confirmLabel={t('approval.discard')}
      act={() => api.discardRun(run.id)}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {t('approval.discardDescription')}
    </ConfirmDialog>
  );
}
