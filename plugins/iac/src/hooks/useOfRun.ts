import { isTerminal, type Run } from '@backstage-iac/plugin-iac-common';
import { useCallback, useEffect, useRef } from 'react';
import { useLive, type Live } from './useLive';

/**
 * Something about a run: kept fresh until the run has ended, and read again
 * when its state changes.
 *
 * @param load - must be stable
 */
export function useOfRun<T>(
  run: Pick<Run, 'state'>,
  load: (signal: AbortSignal) => Promise<T>,
): Live<T> {
  const isOpen = !isTerminal(run.state);
  const live = useLive(
    load,
    useCallback(() => isOpen, [isOpen]),
  );
  const { refresh } = live;
  const seenRef = useRef(run.state);
  useEffect(() => {
    if (seenRef.current === run.state) return;
    seenRef.current = run.state;
    refresh();
  }, [refresh, run.state]);
  return live;
}
