import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph } from '../glyph';
import { theme } from '../theme';
import { isDestructive, type ActionGroup } from './actions';
import type { PlanFilter } from './planFilter';
import { MOST_OPEN } from './ResourceList';
import styles from './plan.module.css';

const DESTRUCTIVE: ReadonlySet<ActionGroup> = new Set(['replace', 'delete']);

/** A plan destroys more than stands open below. */
export function DestructiveNotice(props: {
  changes: ResourceChange[];
  filter: PlanFilter;
  onShowOnly(groups: ReadonlySet<ActionGroup>): void;
}) {
  const { changes, filter, onShowOnly } = props;
  const t = useIacTranslation();
  const count = changes.filter(isDestructive).length;
  if (count <= MOST_OPEN) return null;
  const isShown =
    filter.groups.size > 0 &&
    [...filter.groups].every(group => DESTRUCTIVE.has(group));
  return (
    <p className={styles.danger}>
      <Glyph kind="fail" size={16} label="" />
      <strong>{t('plan.destroys', { count })}</strong>
      {!isShown && (
        <button
          type="button"
          className={theme.action}
          onClick={() => onShowOnly(DESTRUCTIVE)}
        >
          {t('plan.showDestroyed')}
        </button>
      )}
    </p>
  );
}
