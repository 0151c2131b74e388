import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { changeKey, isDestructive } from './actions';
import type { PlanRow } from './planRows';
import { ResourceRow, type ChangeSubject } from './ResourceRow';
import styles from './plan.module.css';

/** Longer lists render only what is in view. */
const VIRTUAL_FROM_ROWS = 300;
const ROW_HEIGHT_PX = 36;
/** A plan that destroys more is read by opening one after the other. */
const MOST_OPEN = 10;

export interface ResourceListProps {
  /** All changes, whatever the filter. */
  changes: ResourceChange[];
  rows: PlanRow[];
  subject: ChangeSubject;
}

/** Resources by module; what is destroyed stands open. */
export function ResourceList(props: ResourceListProps) {
  const { changes, rows, subject } = props;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const opened = openFromStart(changes, subject);
  const toggle = (key: string) =>
    setToggled(previous => {
      const next = new Set(previous);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const render = (row: PlanRow) =>
    row.kind === 'module' ? (
      <ModuleHeading address={row.moduleAddress} />
    ) : (
      <ResourceRow
        change={row.change}
        subject={subject}
        isOpen={opened.has(row.key) !== toggled.has(row.key)}
        onToggle={() => toggle(row.key)}
      />
    );
  if (rows.length > VIRTUAL_FROM_ROWS) {
    return <VirtualRows rows={rows} render={render} />;
  }
  return (
    <>
      {rows.map(row => (
        <div key={row.key}>{render(row)}</div>
      ))}
    </>
  );
}

function ModuleHeading(props: { address?: string }) {
  const t = useIacTranslation();
  return (
    <h4 className={styles.module}>{props.address ?? t('plan.rootModule')}</h4>
  );
}

function VirtualRows(props: {
  rows: PlanRow[];
  render(row: PlanRow): JSX.Element;
}) {
  const { rows, render } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: index => rows[index].key,
    overscan: 12,
  });
  return (
    <div ref={scrollRef} className={styles.scroll}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(item => (
          <div
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            className={styles.virtual}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {render(rows[item.index])}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Nobody should have to look for what is destroyed, or for the few that drifted. */
function openFromStart(
  changes: ResourceChange[],
  subject: ChangeSubject,
): ReadonlySet<string> {
  const worst = subject === 'drift' ? changes : changes.filter(isDestructive);
  return new Set(worst.length > MOST_OPEN ? [] : worst.map(changeKey));
}
