import {
  READINESS_VERDICTS,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';

/** Columns of the table by which it can be sorted. */
export const SORTABLE_COLUMNS = [
  'environment',
  'verdict',
  'plan',
  'apply',
  'drift',
  'owner',
] as const;

export interface EnvironmentSort {
  column: (typeof SORTABLE_COLUMNS)[number];
  direction: 'ascending' | 'descending';
}

/** Worst first, as whoever has to act wants it. */
export const WORST_FIRST: EnvironmentSort = {
  column: 'verdict',
  direction: 'ascending',
};

const KEYS: Record<
  EnvironmentSort['column'],
  (readiness: EnvironmentReadiness) => string | number | undefined
> = {
  environment: ({ environment }) => environment.name,
  verdict: ({ verdict }) => READINESS_VERDICTS.indexOf(verdict),
  plan: ({ lastPlan }) => lastPlan?.finishedAt ?? lastPlan?.createdAt,
  apply: ({ lastApply }) => lastApply?.finishedAt ?? lastApply?.createdAt,
  drift: ({ drift }) => drift.count,
  owner: ({ environment }) => environment.owner,
};

/**
 * Sorts by a column, and among equals by name, so that nothing moves without a
 * reason. What has no value comes last either way.
 */
export function sortEnvironments(
  environments: readonly EnvironmentReadiness[],
  { column, direction }: EnvironmentSort,
): EnvironmentReadiness[] {
  const keyOf = KEYS[column];
  const sign = direction === 'ascending' ? 1 : -1;
  return [...environments].sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === undefined || other === undefined) {
      return (
        Number(one === undefined) - Number(other === undefined) || byName(a, b)
      );
    }
    return sign * compare(one, other) || byName(a, b);
  });
}

/** As the address has it: a minus goes before the column that descends. */
export function parseSort(text: string | null): EnvironmentSort | undefined {
  const column = SORTABLE_COLUMNS.find(
    known => known === text?.replace('-', ''),
  );
  return (
    column && {
      column,
      direction: text?.startsWith('-') ? 'descending' : 'ascending',
    }
  );
}

/** The inverse of {@link parseSort}. */
export function formatSort({ column, direction }: EnvironmentSort): string {
  return direction === 'descending' ? `-${column}` : column;
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function byName(a: EnvironmentReadiness, b: EnvironmentReadiness): number {
  return a.environment.name.localeCompare(b.environment.name);
}
