import type { Freeze } from '@backstage-iac/plugin-iac-common';
import { Alert } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { formatMoment, formatUtc } from '../time';
import styles from './protection.module.css';

/** Nothing is applied now. */
export function FreezeNotice(props: { freeze: Freeze }) {
  const { title, until } = props.freeze;
  const t = useIacTranslation();
  return (
    <div className={styles.notice} title={formatUtc(until)}>
      <Alert
        role="status"
        icon
        status="warning"
        title={t('protection.frozen', { title, until: formatMoment(until) })}
        description={t('protection.frozenDescription')}
      />
    </div>
  );
}
