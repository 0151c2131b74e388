import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacRunCancelPermission,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { ConfirmDialog } from '../confirm';
import { QueueNote } from '../custody';
import { personName } from '../people';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RelativeTime } from '../time';
import { ForceCancel } from './ForceCancel';
import styles from './run.module.css';

/** A run that is under way, and the way to stop it. */
export function CancelPanel(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [isAsked, setIsAsked] = useState(false);
  const mayCancel = useMay(iacRunCancelPermission, run.environment);
  const title = titleOf(t, run);
  const isApplying = run.state === 'applying' || run.state === 'verifying';
  const isQueued = run.state === 'pending' || run.state === 'approved';
  return (
    <section
      className={classes(theme.card, styles.panel, styles.approval)}
      aria-label={title}
    >
      <h2>{title}</h2>
      {isQueued && <QueueNote run={run} />}
      {run.cancelRequestedAt ? (
        <>
          <p>
            {t('cancelRun.requested')}{' '}
            <RelativeTime time={run.cancelRequestedAt} form="sentence" />
            {run.cancelRequestedBy && ` · ${personName(run.cancelRequestedBy)}`}
          </p>
          <ForceCancel run={run} onDone={onDone} />
        </>
      ) : (
        <>
          {!isQueued && <p>{t(`state.${run.state}`)}</p>}
          {!mayCancel && (
            <p className={styles.blocked}>{t('cancelRun.notAllowed')}</p>
          )}
          <Button
            variant="secondary"
            isDisabled={!mayCancel}
            onPress={() => setIsAsked(true)}
          >
            {t('cancelRun.button')}
          </Button>
        </>
      )}
      {isAsked && (
        <ConfirmDialog
          title={t('cancelRun.dialogTitle', { number: String(run.number) })}
          confirmLabel={t('cancelRun.button')}
          dismissLabel={t('cancelRun.keep')}
          destructive={isApplying}
          act={() => api.cancelRun(run.id)}
          onDone={onDone}
          onClose={() => setIsAsked(false)}
        >
          {isQueued ? t('cancelRun.queued') : t('cancelRun.description')}{' '}
          {isApplying && t('cancelRun.applying')}
        </ConfirmDialog>
      )}
    </section>
  );
}

function titleOf(t: IacTranslate, run: Run): string {
  if (run.cancelRequestedAt) return t('cancelRun.stoppingTitle');
  if (run.state === 'pending') return t('cancelRun.waitingTitle');
  if (run.state === 'approved') return t('cancelRun.approvedTitle');
  return t('cancelRun.title');
}
