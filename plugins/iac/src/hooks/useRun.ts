import { useApi } from '@backstage/frontend-plugin-api';
import { isTerminal, type Run } from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useLive } from './useLive';

/** One run, kept fresh until it has ended. */
export function useRun(runId: string) {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getRun(runId, { signal }),
    [api, runId],
  );
  return useLive(load, isUnderWay);
}

function isUnderWay(run: Run): boolean {
  return !isTerminal(run.state);
}
