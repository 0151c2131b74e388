import type { Outcome } from './trial';

export interface Summary {
  total: number;
  violations: number;
  /** By fault: trials and violations. */
  faults: Record<string, { trials: number; violations: number }>;
  /** By kind of run. */
  kinds: Record<string, { trials: number; violations: number }>;
  /** How the struck runs ended. */
  endings: Record<string, number>;
}

export function summarize(outcomes: Outcome[]): Summary {
  const endings: Record<string, number> = {};
  for (const { endedAs } of outcomes) {
    endings[endedAs || 'not seen'] = (endings[endedAs || 'not seen'] ?? 0) + 1;
  }
  return {
    total: outcomes.length,
    violations: outcomes.filter(({ violation }) => violation).length,
    faults: countBy(outcomes, ({ fault }) => fault),
    kinds: countBy(outcomes, ({ kind }) => kind),
    endings,
  };
}

export function printRow(outcome: Outcome): void {
  const { number, cluster, kind, state, fault, instantMs, struckIn } = outcome;
  const cells = [
    String(number).padStart(4),
    cluster.padEnd(10),
    kind.padEnd(11),
    state.padEnd(5),
    fault.padEnd(14),
    `${instantMs} ms`.padStart(8),
    struckIn.padEnd(20),
    outcome.endedAs.padEnd(20),
    `${outcome.seconds.toFixed(1)} s`.padStart(7),
    outcome.violation
      ? `VIOLATION ${outcome.violation.kind}: ${outcome.violation.message}`
      : 'ok',
  ];
  console.log(cells.join('  '));
}

export function printSummary(summary: Summary, seconds: number): void {
  console.log('');
  for (const [title, counts] of [
    ['fault', summary.faults],
    ['run', summary.kinds],
  ] as const) {
    for (const [name, { trials, violations }] of Object.entries(counts)) {
      console.log(
        `${title.padEnd(6)} ${name.padEnd(15)} ${String(trials).padStart(
          4,
        )} trials  ${String(violations).padStart(3)} violations`,
      );
    }
  }
  for (const [ending, count] of Object.entries(summary.endings)) {
    console.log(`ended  ${ending.padEnd(22)} ${String(count).padStart(4)}`);
  }
  console.log(
    `\n${summary.total - summary.violations} passed, ${
      summary.violations
    } failed in ${seconds} s`,
  );
}

function countBy(
  outcomes: Outcome[],
  keyOf: (outcome: Outcome) => string,
): Record<string, { trials: number; violations: number }> {
  const counts: Record<string, { trials: number; violations: number }> = {};
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    counts[key] ??= { trials: 0, violations: 0 };
    counts[key].trials += 1;
    if (outcome.violation) counts[key].violations += 1;
  }
  return counts;
}
