import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useLive } from './useLive';

/** How old the secrets of an environment are, kept fresh. */
export function useSecrets(environment: string) {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getSecrets(environment, { signal }),
    [api, environment],
  );
  return useLive(load, isNeverActive);
}

function isNeverActive(): boolean {
  return false;
}
