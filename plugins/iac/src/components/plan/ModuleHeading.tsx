import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ACTION_GROUPS } from './actions';
import type { ModuleRow } from './planRows';
import styles from './plan.module.css';

/** A module and how much changes in it; closes what is below. */
export function ModuleHeading(props: { row: ModuleRow; onToggle(): void }) {
  const { row, onToggle } = props;
  const t = useIacTranslation();
  const numbers = ACTION_GROUPS.filter(group => row.numbers.has(group)).map(
    group =>
      t(`filter.${group}`, { number: String(row.numbers.get(group) ?? 0) }),
  );
  return (
    <h4 className={styles.module}>
      <button
        type="button"
        className={styles.moduleHead}
        data-row-head
        aria-expanded={row.isOpen}
        title={row.address}
        onClick={onToggle}
      >
        <span className={styles.chevron} aria-hidden data-open={row.isOpen} />
        <span className={styles.moduleName}>
          {row.name ?? t('plan.rootModule')}
        </span>{' '}
        <small>{numbers.join(' · ')}</small>
      </button>
    </h4>
  );
}
