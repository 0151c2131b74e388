import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './lines.module.css';

/** Longer texts render only what is in view. */
const ALL_UP_TO_LINES = 500;
const LINE_HEIGHT_PX = 20;
/** How near to the end counts as being there, pixels. */
const END_TOLERANCE_PX = 24;

export interface LineListProps {
  count: number;
  role: 'log' | 'region';
  label: string;
  /** Says to readers of the screen what comes. */
  isLive: boolean;
  /** Stays at the end. */
  isFollowing: boolean;
  /** The reader scrolled away from the end, or back to it. */
  onFollow(isFollowing: boolean): void;
  /** Index of a line to bring into view. */
  target?: number;
  empty: ReactNode;
  render(index: number): ReactNode;
}

/** Any number of lines, long ones wrapped. */
export function LineList(props: LineListProps) {
  const { count, isFollowing, onFollow, target, render } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const isAll = count <= ALL_UP_TO_LINES;
  const virtualizer = useVirtualizer({
    count,
    enabled: !isAll,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => LINE_HEIGHT_PX,
    overscan: 20,
  });
  const isThere = target !== undefined && target < count;
  useEffect(() => {
    if (!isThere) return;
    if (isAll) {
      const line = scrollRef.current?.querySelector(`[data-index="${target}"]`);
      line?.scrollIntoView?.({ block: 'center' });
    } else {
      virtualizer.scrollToIndex(target, { align: 'center' });
    }
  }, [isAll, isThere, target, virtualizer]);
  useEffect(() => {
    const region = scrollRef.current;
    if (!isFollowing || !region || count === 0) return;
    if (isAll) region.scrollTop = region.scrollHeight;
    else virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [count, isAll, isFollowing, virtualizer]);
  const topRef = useRef(0);
  const inView = virtualizer.getVirtualItems();
  const first = inView[0];
  const last = inView[inView.length - 1];
  const indexes = isAll
    ? Array.from({ length: count }, (_, index) => index)
    : inView.map(({ index }) => index);
  return (
    <div
      ref={scrollRef}
      role={props.role}
      aria-label={props.label}
      aria-live={props.isLive ? 'polite' : 'off'}
      // Both roles scroll, and must be reached by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.lines}
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        const isUp = scrollTop < topRef.current;
        topRef.current = scrollTop;
        const isEnd =
          scrollHeight - scrollTop - clientHeight < END_TOLERANCE_PX;
        // Lines that turn out higher than thought move the end, not the reader.
        if (isFollowing && isUp && !isEnd) onFollow(false);
        if (!isFollowing && isEnd && !isUp) onFollow(true);
      }}
    >
      {count === 0 && <p className={styles.empty}>{props.empty}</p>}
      <div
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
            key={index}
            ref={isAll ? undefined : virtualizer.measureElement}
            data-index={index}
          >
            {render(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
