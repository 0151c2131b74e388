import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
} from 'react';
import { classes } from '../theme/classes';
import type { PlanRow } from './planRows';
import styles from './plan.module.css';

/** Longer lists scroll by themselves, and render only what is in view. */
const ALL_UP_TO_ROWS = 300;
const ROW_HEIGHT_PX = 34;

/** Rows one below the other; the arrow keys go from one to the next. */
export function RowList(props: {
  rows: PlanRow[];
  /** Says what is listed to those who do not see it. */
  label: string;
  /** Key of a row to bring into view. */
  target?: string;
  render(row: PlanRow): JSX.Element;
}) {
  const { rows, label, target, render } = props;
  const listRef = useRef<HTMLDivElement>(null);
  const isAll = rows.length <= ALL_UP_TO_ROWS;
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: !isAll,
    getScrollElement: () => listRef.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: index => rows[index].key,
    overscan: 12,
  });
  useEffect(() => {
    const index = rows.findIndex(({ key }) => key === target);
    if (index < 0) return;
    if (isAll) {
      const row = listRef.current?.querySelector(`[data-index="${index}"]`);
      row?.scrollIntoView?.({ block: 'center' });
    } else {
      virtualizer.scrollToIndex(index, { align: 'center' });
      listRef.current?.scrollIntoView?.({ block: 'nearest' });
    }
    // Only for another target: rows that change leave readers where they are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [target]);
  const inView = virtualizer.getVirtualItems();
  const first = inView[0];
  const last = inView[inView.length - 1];
  const indexes = isAll ? rows.map((_, index) => index) : inView.map(toIndex);
  return (
    // The buttons in the rows do things; the list moves the focus between them.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={listRef}
      role="list"
      aria-label={label}
      className={classes(!isAll && styles.scroll)}
      onKeyDown={moveFocus}
    >
      <div
        role="presentation"
        style={{
          // Before anything is in view, the space of all of it makes a view.
          paddingTop: first?.start,
          paddingBottom: isAll
            ? undefined
            : virtualizer.getTotalSize() - (last?.end ?? 0),
        }}
      >
        {indexes.map(index => (
          <div
            key={rows[index].key}
            ref={isAll ? undefined : virtualizer.measureElement}
            role="listitem"
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            data-index={index}
            className={styles.row}
            style={{ '--depth': rows[index].depth } as CSSProperties}
          >
            {render(rows[index])}
          </div>
        ))}
      </div>
    </div>
  );
}

function toIndex({ index }: { index: number }): number {
  return index;
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const heads = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-head]'),
  ];
  const at = heads.findIndex(head => head === event.target);
  const next = heads[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
