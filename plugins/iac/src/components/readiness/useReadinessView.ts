import {
  isFailing,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { parseSort, WORST_FIRST } from './sortEnvironments';

export type ReadinessLayout = 'columns' | 'table' | 'matrix';

/** More than these do not fit beside each other. */
const MOST_COLUMNS = 6;
/** More than these are seen as a whole only in a matrix. */
const MOST_ROWS = 60;

const FILTERS = ['verdict', 'tier', 'owner', 'check', 'q'] as const;

export type ReadinessFilter = Partial<Record<(typeof FILTERS)[number], string>>;

export type ReadinessView = ReturnType<typeof useReadinessView>;

/** What of the environments is shown, and how. Kept in the URL: a link shows the same to others. */
export function useReadinessView(environments: EnvironmentReadiness[]) {
  const [params, setParams] = useSearchParams();
  const filter: ReadinessFilter = Object.fromEntries(
    FILTERS.map(name => [name, params.get(name) || undefined]),
  );
  const set = useCallback(
    (name: keyof ReadinessFilter | 'view' | 'sort', value?: string) =>
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        // Typing must not fill the history.
        { replace: name === 'q' },
      ),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams(previous => {
        const next = new URLSearchParams(previous);
        FILTERS.forEach(name => next.delete(name));
        return next;
      }),
    [setParams],
  );
  return {
    filter,
    sort: parseSort(params.get('sort')) ?? WORST_FIRST,
    layout: layoutOf(params.get('view'), environments.length),
    shown: environments.filter(readiness => matches(readiness, filter)),
    isFiltered: FILTERS.some(name => filter[name] !== undefined),
    set,
    clear,
  };
}

function layoutOf(view: string | null, count: number): ReadinessLayout {
  if (view === 'columns' || view === 'table' || view === 'matrix') return view;
  if (count <= MOST_COLUMNS) return 'columns';
  return count <= MOST_ROWS ? 'table' : 'matrix';
}

function matches(
  { environment, verdict, standings }: EnvironmentReadiness,
  filter: ReadinessFilter,
): boolean {
  const text = filter.q?.toLowerCase();
  return (
    (!filter.verdict || verdict === filter.verdict) &&
    (!filter.tier || environment.tier === filter.tier) &&
    (!filter.owner || environment.owner === filter.owner) &&
    (!filter.check ||
      standings.some(
        ({ checkId, standing }) =>
          checkId === filter.check && isFailing(standing),
      )) &&
    (!text ||
      [environment.name, environment.title, environment.owner].some(of =>
        of?.toLowerCase().includes(text),
      ))
  );
}
