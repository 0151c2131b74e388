import type { classifyDrift } from '../classifyDrift';

/** The answers of a drift check, none of which may be taken for another. */
export const CLASSES = [
  'outside',
  'ignored',
  'undeployed',
  'tool',
  'unexplained',
  'bookkeeping',
  'failed check',
  'unknown check',
] as const;

export type DriftClass = (typeof CLASSES)[number];

/** One drift check, as it should be and as it was answered. */
export interface Verdict {
  name: string;
  expected: readonly DriftClass[];
  found: readonly DriftClass[];
}

/** Of one class over all checks. */
export interface Score {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  /** Of what was said, how much was so. */
  precision: number;
  /** Of what was so, how much was said. */
  recall: number;
}

export function classesOf(
  drift: ReturnType<typeof classifyDrift>,
): DriftClass[] {
  const { toolChange, bookkeeping } = drift;
  const says: Record<DriftClass, boolean> = {
    outside: drift.outsideChanges.length > 0,
    ignored: drift.ignored.length > 0,
    undeployed: drift.undeployed.changes.length > 0,
    tool:
      toolChange !== undefined &&
      toolChange.changes.length + toolChange.refreshed.length > 0,
    unexplained: drift.unexplained.length > 0,
    bookkeeping: Object.values(bookkeeping).some(({ length }) => length > 0),
    'failed check': drift.failedChecks.length > 0,
    'unknown check': drift.unknownChecks.length > 0,
  };
  return CLASSES.filter(name => says[name]);
}

export function confusionOf(verdicts: Verdict[]): Record<DriftClass, Score> {
  const score = (name: DriftClass): Score => {
    const count = (expected: boolean, found: boolean) =>
      verdicts.filter(
        verdict =>
          verdict.expected.includes(name) === expected &&
          verdict.found.includes(name) === found,
      ).length;
    const truePositives = count(true, true);
    const falsePositives = count(false, true);
    const falseNegatives = count(true, false);
    return {
      truePositives,
      falsePositives,
      falseNegatives,
      trueNegatives: count(false, false),
      precision: truePositives / (truePositives + falsePositives),
      recall: truePositives / (truePositives + falseNegatives),
    };
  };
  return Object.fromEntries(CLASSES.map(name => [name, score(name)])) as Record<
    DriftClass,
    Score
  >;
}

export function renderConfusion(table: Record<DriftClass, Score>): string {
  const row = (cells: Array<string | number>) =>
    cells
      .map((cell, at) =>
        at === 0 ? String(cell).padEnd(14) : String(cell).padStart(6),
      )
      .join('');
  return [
    row(['class', 'TP', 'FP', 'FN', 'TN', 'prec', 'rec']),
    ...Object.entries(table).map(([name, score]) =>
      row([
        name,
        score.truePositives,
        score.falsePositives,
        score.falseNegatives,
        score.trueNegatives,
        score.precision.toFixed(3),
        score.recall.toFixed(3),
      ]),
    ),
  ].join('\n');
}
