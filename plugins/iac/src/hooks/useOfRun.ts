import { isTerminal, type Run } from '@backstage-iac/plugin-iac-common';
import { useCallback, useEffect, useRef } from 'react';
import { useLive, type Live } from './useLive';

/** Moves with all that people do with a run. */
function versionOf(run: Run): string {
  const { state, breakGlass, closed, rescuedState } = run;
  return JSON.stringify([
    state,
    breakGlass,
    closed,
    rescuedState,
    run.forceCancelRequestedAt,
  ]);
}

/**
 * Something about a run: kept fresh until the run has ended, and read again
 * when somebody did something with it.
 *
 * @param load - must be stable
 */
export function useOfRun<T>(
  run: Run,
  load: (signal: AbortSignal) => Promise<T>,
): Live<T> {
  const isOpen = !isTerminal(run.state);
  const live = useLive(
    load,
    useCallback(() => isOpen, [isOpen]),
  );
  const { refresh } = live;
  const version = versionOf(run);
  const seenRef = useRef(version);
  useEffect(() => {
    if (seenRef.current === version) return;
    seenRef.current = version;
    refresh();
  }, [refresh, version]);
  return live;
}
