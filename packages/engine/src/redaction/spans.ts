/** A piece of a text, and which of the replacements stands for it. */
export interface Span {
  start: number;
  end: number;
  label: number;
}

/**
 * Adds a span to others, the ends of which are not behind its own. Those that it
 * overlaps or touches become one with it; the one that begins first, or of those
 * the longest, gives the label.
 */
export function joinSpan(spans: Span[], added: Span): void {
  let { start, label } = added;
  for (
    let last = spans.at(-1);
    last && last.end >= start;
    last = spans.at(-1)
  ) {
    if (last.start < start) ({ start, label } = last);
    spans.pop();
  }
  spans.push({ start, end: added.end, label });
}

/** All of several spans in order, as {@link joinSpan} joins them. */
export function joinSpans(spans: Span[]): Span[] {
  const joined: Span[] = [];
  const ordered = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const span of ordered) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}

/** Whether a span covers the position. */
export function covers(spans: Span[], position: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].end <= position) low = middle + 1;
    else high = middle;
  }
  return low < spans.length && spans[low].start <= position;
}
