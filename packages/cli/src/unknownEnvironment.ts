import { UsageError } from './errors';
import type { EnvironmentLine } from './Operator';
import { plainText } from './terminal/plainText';

/** What is said when an environment is missing or unknown: the ones there are. */
export function unknownEnvironment(
  name: string | undefined,
  lines: EnvironmentLine[],
): UsageError {
  const list =
    lines.length > 0
      ? `Environments:\n${renderEnvironments(lines)}`
      : "There are no environments yet: add a source under 'iac.sources'";
  return new UsageError(
    `${
      name ? `No environment named '${name}'` : 'Name an environment'
    }\n${list}`,
  );
}

/** A table of environments, aligned. */
export function renderEnvironments(lines: EnvironmentLine[]): string {
  const rows = lines.map(line => [
    line.name,
    line.tier,
    line.verdict ?? '',
    `${line.source}:${line.directory}`,
    line.state,
    line.problem ? `cannot run: ${line.problem}` : '',
  ]);
  const widths = [0, 1, 2, 3, 4].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .filter((_, column) => widths[column] !== 0)
        .join('  ')
        .trimEnd(),
    )
    .map(row => `  ${plainText(row)}`)
    .join('\n');
}
