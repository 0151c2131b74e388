import { Alert, Button } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import type { Live } from '../../hooks/useLive';
import { isUnreachable } from './isUnreachable';
import styles from './states.module.css';

/** The page shows an earlier answer, since the newest request failed. */
export function StaleNotice<T>(props: {
  live: Live<T>;
  /** A part of a page, which says itself that nothing can be reached. */
  isPart?: boolean;
}) {
  const { error, value, refresh } = props.live;
  const t = useIacTranslation();
  if (!error || value === undefined) return null;
  const isAway = isUnreachable(error);
  if (isAway && props.isPart) return null;
  return (
    <div className={styles.notice}>
      <Alert
        role="status"
        icon
        status="warning"
        title={t('error.staleTitle')}
        description={
          isAway
            ? t('error.staleUnreachable')
            : t('error.staleDescription', { message: error.message })
        }
        customActions={
          <Button size="small" variant="secondary" onPress={refresh}>
            {t('common.retry')}
          </Button>
        }
      />
    </div>
  );
}
