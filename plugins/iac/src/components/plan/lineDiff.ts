/** A line of a text that changed. `gap`: lines that stay, left out. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added' | 'gap';
  text: string;
}

/** Lines that stay, shown around each change. */
const CONTEXT_LINES = 2;
/** Comparing takes time and space by their product. */
const MOST_PAIRS = 250_000;

/** What changed between two texts, by lines; `undefined` where they are too long to compare. */
export function lineDiff(
  before: string,
  after: string,
): DiffLine[] | undefined {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++;
  }
  const removed = a.slice(start, a.length - end);
  const added = b.slice(start, b.length - end);
  if (removed.length * added.length > MOST_PAIRS) return undefined;
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return withGaps([
    ...a.slice(0, start).map(same),
    ...changed(removed, added),
    ...a.slice(a.length - end).map(same),
  ]);
}

/** By the longest lines that both have in the same order. */
function changed(a: string[], b: string[]): DiffLine[] {
  const longest = Array.from(
    { length: a.length + 1 },
    () => new Uint32Array(b.length + 1),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i][j] =
        a[i] === b[j]
          ? longest[i + 1][j + 1] + 1
          : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] });
      i++;
      j++;
    } else if (
      i < a.length &&
      (j === b.length || longest[i + 1][j] >= longest[i][j + 1])
    ) {
      lines.push({ kind: 'removed', text: a[i++] });
    } else {
      lines.push({ kind: 'added', text: b[j++] });
    }
  }
  return lines;
}

function withGaps(lines: DiffLine[]): DiffLine[] {
  const isNear = lines.map(() => false);
  lines.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    isNear.fill(
      true,
      Math.max(0, index - CONTEXT_LINES),
      index + CONTEXT_LINES + 1,
    );
  });
  return lines.flatMap((line, index): DiffLine[] => {
    if (isNear[index]) return [line];
    const isFirst = index === 0 || isNear[index - 1];
    return isFirst ? [{ kind: 'gap', text: '…' }] : [];
  });
}
