import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacRunForceCancelPermission,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useIsPast } from '../../hooks/useIsPast';
import { useMay } from '../../hooks/useMay';
import { ConfirmDialog } from '../confirm';
import { personName } from '../people';
import { Countdown, RelativeTime } from '../time';
import styles from './run.module.css';

/** Offered only after a run had time to stop in order. */
export function ForceCancel(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const { forceCancelAvailableAt, environment } = run;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [isAsked, setIsAsked] = useState(false);
  const isOffered = useIsPast(forceCancelAvailableAt);
  const mayForce = useMay(iacRunForceCancelPermission, environment);
  const isApplying = run.state === 'applying' || run.state === 'verifying';
  if (run.forceCancelRequestedAt) {
    return (
      <p role="status">
        {t('forceCancel.requested', {
          person: personName(run.forceCancelRequestedBy ?? ''),
        })}{' '}
        <RelativeTime time={run.forceCancelRequestedAt} form="sentence" />
      </p>
    );
  }
  if (!forceCancelAvailableAt) return null;
  if (!isOffered) {
    return (
      <p>
        {t('forceCancel.wait')} <Countdown until={forceCancelAvailableAt} />
      </p>
    );
  }
  return (
    <>
      <p>{t('forceCancel.offered')}</p>
      {!mayForce && (
        <p className={styles.blocked}>{t('forceCancel.notAllowed')}</p>
      )}
      <Button
        variant="secondary"
        destructive
        isDisabled={!mayForce}
        onPress={() => setIsAsked(true)}
      >
        {t('forceCancel.button')}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={t('forceCancel.dialogTitle', { number: String(run.number) })}
          confirmLabel={t('forceCancel.button')}
          dismissLabel={t('forceCancel.keep')}
          destructive
          typed={{
            label: t('approval.typeName', { environment }),
            expected: environment,
          }}
          act={({ typed }) => api.forceCancelRun(run.id, { confirm: typed })}
          onDone={onDone}
          onClose={() => setIsAsked(false)}
        >
          {t('forceCancel.description')}
          {isApplying && (
            <ul className={styles.consequences}>
              <li>{t('forceCancel.lost')}</li>
              <li>{t('forceCancel.locked')}</li>
              <li>{t('forceCancel.unknown')}</li>
            </ul>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
