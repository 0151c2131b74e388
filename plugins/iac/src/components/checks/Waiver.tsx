import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacCheckWaivePermission,
  type CheckWaiver,
  type EnvironmentCheck,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { useOwnRef } from '../../hooks/useOwnRef';
import { personName } from '../people';
import { ActionError } from '../states';
import { theme } from '../theme';
import { formatUtc } from '../time';
import styles from './checks.module.css';
import { WaiverDialog } from './WaiverDialog';

/** A waiver of a check, or the way to one. */
export function Waiver(props: {
  environment: string;
  check: EnvironmentCheck;
  onChanged(): void;
}) {
  const { environment, check, onChanged } = props;
  const t = useIacTranslation();
  const mayWaive = useMay(iacCheckWaivePermission, environment);
  const [isAsked, setIsAsked] = useState(false);
  if (check.waiver) {
    return (
      <OpenWaiver
        waiver={check.waiver}
        mayWaive={mayWaive}
        onChanged={onChanged}
      />
    );
  }
  return (
    <>
      <button
        type="button"
        className={theme.action}
        disabled={!mayWaive}
        title={mayWaive ? undefined : t('waiver.notAllowed')}
        onClick={() => setIsAsked(true)}
      >
        {t('waiver.ask')}
      </button>
      {isAsked && (
        <WaiverDialog
          environment={environment}
          check={check.check}
          onDone={onChanged}
          onClose={() => setIsAsked(false)}
        />
      )}
    </>
  );
}

function OpenWaiver(props: {
  waiver: CheckWaiver;
  mayWaive: boolean;
  onChanged(): void;
}) {
  const { waiver, mayWaive, onChanged } = props;
  const { environment, id, state } = waiver;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const isOwn = useOwnRef() === waiver.requestedBy;
  const isActive = state === 'active';
  const approve = useAction(() =>
    api.decideWaiver(environment, id, { approve: true }),
  );
  const reject = useAction(() =>
    api.decideWaiver(environment, id, { approve: false }),
  );
  const revoke = useAction(() => api.revokeWaiver(environment, id));
  const until = formatUtc(waiver.expiresAt);
  return (
    <div className={styles.waiver}>
      <span>
        {isActive
          ? t('waiver.active', {
              until,
              person: personName(waiver.decidedBy ?? waiver.requestedBy),
            })
          : t('waiver.requested', {
              until,
              person: personName(waiver.requestedBy),
            })}
        {' · '}
        {waiver.ticket}
      </span>
      <q>{waiver.reason}</q>
      {!isActive && isOwn && (
        <span className={styles.soft}>{t('waiver.own')}</span>
      )}
      {!mayWaive && (
        <span className={styles.soft}>{t('waiver.notAllowed')}</span>
      )}
      <div className={styles.actions}>
        {!isActive && !isOwn && (
          <>
            <Button
              size="small"
              variant="primary"
              isDisabled={!mayWaive}
              isPending={approve.isPending}
              onPress={() => approve.run(onChanged)}
            >
              {t('waiver.approve')}
            </Button>
            <Button
              size="small"
              variant="secondary"
              isDisabled={!mayWaive}
              isPending={reject.isPending}
              onPress={() => reject.run(onChanged)}
            >
              {t('waiver.reject')}
            </Button>
          </>
        )}
        {(isActive || isOwn) && (
          <Button
            size="small"
            variant="secondary"
            isDisabled={!mayWaive}
            isPending={revoke.isPending}
            onPress={() => revoke.run(onChanged)}
          >
            {t(isActive ? 'waiver.revoke' : 'waiver.takeBack')}
          </Button>
        )}
      </div>
      <ActionError
        error={approve.error ?? reject.error ?? revoke.error}
        title={t('confirm.failed')}
      />
    </div>
  );
}
