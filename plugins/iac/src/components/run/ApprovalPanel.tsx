import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacRunApprovePermission,
  iacRunCancelPermission,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { destroyCount } from '../readiness/changeCount';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { ConfirmDialog } from './ConfirmDialog';
import styles from './run.module.css';

/** A person's word on one plan: yes to exactly this one, or no. */
export function ApprovalPanel(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [asked, setAsked] = useState<'approve' | 'discard' | undefined>();
  const mayApprove = useMay(iacRunApprovePermission, run.environment);
  const mayDiscard = useMay(iacRunCancelPermission, run.environment);
  const destroyed = run.counts ? destroyCount(run.counts) : 0;
  const digest = run.digests?.approval;
  const blocked = blockedBecause();
  const close = () => setAsked(undefined);
  return (
    <section
      className={classes(theme.card, styles.panel, styles.approval)}
      aria-label={t('approval.title')}
    >
      <h2>{t('approval.title')}</h2>
      <p>{t('approval.description')}</p>
      {destroyed > 0 && (
        <p className={styles.loss}>
          {t('approval.destructive', { count: destroyed })}
        </p>
      )}
      {blocked && <p className={styles.blocked}>{blocked}</p>}
      <Button
        variant="primary"
        destructive={destroyed > 0}
        isDisabled={blocked !== undefined}
        onPress={() => setAsked('approve')}
      >
        {t('approval.approve')}
      </Button>
      <Button
        variant="secondary"
        isDisabled={!mayDiscard}
        onPress={() => setAsked('discard')}
      >
        {t('approval.discard')}
      </Button>
      {asked === 'approve' && digest && (
        <ConfirmDialog
          title={t('approval.dialogTitle', {
            number: String(run.number),
            environment: run.environment,
          })}
          confirmLabel={t('approval.approve')}
          destructive={destroyed > 0}
          typed={
            destroyed > 0
              ? {
                  label: t('approval.typeName', {
                    environment: run.environment,
                  }),
                  expected: run.environment,
                }
              : undefined
          }
          act={() => api.approveRun(run.id, { approvalDigest: digest })}
          onDone={onDone}
          onClose={close}
        >
          {t('approval.description')}
          {destroyed > 0 && (
            <p className={styles.loss}>
              {t('approval.destructive', { count: destroyed })}
            </p>
          )}
        </ConfirmDialog>
      )}
      {asked === 'discard' && (
        <ConfirmDialog
          title={t('approval.discardTitle', { number: String(run.number) })}
          confirmLabel={t('approval.discard')}
          act={() => api.discardRun(run.id)}
          onDone={onDone}
          onClose={close}
        >
          {t('approval.discardDescription')}
        </ConfirmDialog>
      )}
    </section>
  );

  function blockedBecause(): string | undefined {
    if (!digest) return t('approval.noDigest');
    return mayApprove ? undefined : t('approval.notAllowed');
  }
}
