import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { SearchField, ToggleButton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import {
  ACTION_GROUPS,
  ACTION_SIGNS,
  groupOf,
  type ActionGroup,
} from './actions';
import type { PlanFilter } from './planFilter';
import { toggled } from './toggled';
import styles from './plan.module.css';

export interface FilterBarProps {
  changes: ResourceChange[];
  outputs: number;
  filter: PlanFilter;
  onGroups(groups: ReadonlySet<ActionGroup>): void;
  onText(text: string): void;
}

/** How many of each action, worst first; a press shows these alone. */
export function FilterBar(props: FilterBarProps) {
  const { changes, outputs, filter, onGroups, onText } = props;
  const t = useIacTranslation();
  const numbers = new Map<ActionGroup, number>();
  for (const change of changes) {
    const group = groupOf(change);
    numbers.set(group, (numbers.get(group) ?? 0) + 1);
  }
  return (
    <div className={styles.bar}>
      {ACTION_GROUPS.filter(group => numbers.has(group)).map(group => (
        <ToggleButton
          key={group}
          size="small"
          className={styles.pill}
          data-group={group}
          isSelected={filter.groups.has(group)}
          onChange={() => onGroups(toggled(filter.groups, group))}
        >
          {`${ACTION_SIGNS[group]} ${t(`filter.${group}`, {
            number: String(numbers.get(group)),
          })}`}
        </ToggleButton>
      ))}
      {outputs > 0 && (
        <span className={styles.outputPill}>
          {t('plan.outputPill', { count: outputs })}
        </span>
      )}
      <SearchField
        className={styles.search}
        size="small"
        aria-label={t('plan.filterLabel')}
        placeholder={t('plan.filterLabel')}
        value={filter.text}
        onChange={onText}
      />
    </div>
  );
}
