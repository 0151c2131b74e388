import { useApi } from '@backstage/frontend-plugin-api';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { iacApiRef } from '../api';

/**
 * The plan of a run.
 *
 * @param version - read again when this changes: a plan appears once and stays
 */
export function useRunPlan(runId: string | undefined, version: string) {
  const api = useApi(iacApiRef);
  return useAsyncRetry(
    async () => (runId ? api.getPlan(runId) : undefined),
    [api, runId, version],
  );
}

/** The plan as Terraform prints it. */
export function useRunPlanText(runId: string, version: string) {
  const api = useApi(iacApiRef);
  return useAsyncRetry(
    async () => api.getPlanText(runId),
    [api, runId, version],
  );
}
