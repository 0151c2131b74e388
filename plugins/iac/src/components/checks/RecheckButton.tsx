import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ActionError } from '../states';
import styles from './checks.module.css';

/** Lets all checks look now, and says what that cannot renew. */
export function RecheckButton(props: {
  environment: string;
  onChanged(): void;
}) {
  const { environment, onChanged } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [hasLooked, setHasLooked] = useState(false);
  const recheck = useAction(() => api.recheck(environment));
  const onPress = () =>
    recheck.run(() => {
      setHasLooked(true);
      onChanged();
    });
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isPending={recheck.isPending}
        onPress={onPress}
      >
        {t('checks.recheck')}
      </Button>
      {hasLooked && !recheck.isPending && !recheck.error && (
        <span role="status" className={styles.soft}>
          {t('checks.rechecked')}
        </span>
      )}
      <ActionError error={recheck.error} title={t('checks.recheckFailed')} />
    </>
  );
}
