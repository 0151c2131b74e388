import type { GuardedChange } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph } from '../glyph';
import styles from './approval.module.css';

/** What makes this plan need one person more. */
export function GuardedChanges(props: { changes: GuardedChange[] }) {
  const { changes } = props;
  const t = useIacTranslation();
  if (changes.length === 0) return null;
  return (
    <div className={styles.guarded}>
      <b>
        <Glyph kind="fail" size={14} label="" />
        {t('approval.guarded', { count: changes.length })}
      </b>
      <ul>
        {changes.map(({ address, action }) => (
          <li key={`${address} ${action}`}>
            <code>{address}</code> {t(`action.${action}`)}
          </li>
        ))}
      </ul>
      <p>{t('approval.guardedWhy')}</p>
    </div>
  );
}
