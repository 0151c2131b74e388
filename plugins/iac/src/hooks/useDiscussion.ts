import { useApi } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useOfRun } from './useOfRun';

/** What people said about a run and did with it. */
export function useDiscussion(run: Run) {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listDiscussion(run.id, { signal }),
    [api, run.id],
  );
  return useOfRun(run, load);
}
