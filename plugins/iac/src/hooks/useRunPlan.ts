import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { iacApiRef } from '../api';

/**
 * The plan of a run.
 *
 * @param version - read again when this changes: a plan appears once and stays
 */
export function useRunPlan(runId: string | undefined, version: string) {
  const api = useApi(iacApiRef);
  const plan = useAsyncRetry(
    async () => (runId ? api.getPlan(runId) : undefined),
    [api, runId, version],
  );
  useRetryOnline(plan);
  return plan;
}

/** The plan as Terraform prints it. */
export function useRunPlanText(runId: string, version: string) {
  const api = useApi(iacApiRef);
  const text = useAsyncRetry(
    async () => api.getPlanText(runId),
    [api, runId, version],
  );
  useRetryOnline(text);
  return text;
}

/** Whoever lost the network need not ask again. */
function useRetryOnline(state: { error?: Error; retry(): void }): void {
  const { error, retry } = state;
  useEffect(() => {
    if (!error) return undefined;
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [error, retry]);
}
