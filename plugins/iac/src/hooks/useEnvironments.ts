import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentReadiness,
  Page,
} from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useLive } from './useLive';

/** Every environment that the person may see, kept fresh. */
export function useEnvironments() {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listEnvironments({ signal }),
    [api],
  );
  return useLive(load, isAnyActive);
}

/** One environment, kept fresh. */
export function useEnvironment(name: string) {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getEnvironment(name, { signal }),
    [api, name],
  );
  return useLive(load, hasActiveRuns);
}

function hasActiveRuns(readiness: EnvironmentReadiness): boolean {
  return readiness.activeRuns.length > 0;
}

function isAnyActive(page: Page<EnvironmentReadiness>): boolean {
  return page.items.some(hasActiveRuns);
}
