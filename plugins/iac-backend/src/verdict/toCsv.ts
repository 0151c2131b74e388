import type { ReadinessLine } from '@backstage-iac/plugin-iac-common';

const COLUMNS: readonly [string, (line: ReadinessLine) => unknown][] = [
  ['environment', ({ environment }) => environment],
  ['title', ({ title }) => title],
  ['tier', ({ tier }) => tier],
  ['owner', ({ owner }) => owner],
  ['verdict', ({ verdict }) => verdict],
  ['plan', ({ readyFor }) => readyFor.plan],
  ['apply', ({ readyFor }) => readyFor.apply],
  ['promote', ({ readyFor }) => readyFor.promote],
  ['rollback', ({ readyFor }) => readyFor.rollback],
  ['reason', ({ worstReason }) => worstReason?.message],
  ['check', ({ worstReason }) => worstReason?.checkId],
  ['next', ({ worstReason }) => worstReason?.next?.label],
  ['reasons', ({ reasonCount }) => reasonCount],
  ['drift', ({ drift }) => drift.status],
  ['driftCheckedAt', ({ drift }) => drift.checkedAt],
  ['lastApply', ({ lastApply }) => lastApply?.finishedAt],
  ['since', ({ since }) => since],
  ['evaluatedAt', ({ evaluatedAt }) => evaluatedAt],
];

/** A table after RFC 4180, safe to open in a spreadsheet. */
export function toCsv(lines: readonly ReadinessLine[]): string {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...lines.map(line => COLUMNS.map(([, valueOf]) => toCell(valueOf(line)))),
  ];
  return rows.map(row => `${row.join(',')}\r\n`).join('');
}

/**
 * A spreadsheet takes what starts with one of these for a formula and carries it
 * out; an apostrophe in front makes it text (OWASP, CSV injection).
 */
const FORMULA = /^[=+\-@\t\r\n|%]/;

/** One quoted cell. */
export function toCell(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  const safe =
    FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
