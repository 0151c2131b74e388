import { useApi } from '@backstage/frontend-plugin-api';
import type { QueueEntry } from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useLive } from './useLive';

/** Runs that wait for a worker, the next one first, kept fresh. */
export function useQueue() {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listQueue({ signal }),
    [api],
  );
  return useLive(load, hasEntries);
}

function hasEntries(entries: QueueEntry[]): boolean {
  return entries.length > 0;
}
