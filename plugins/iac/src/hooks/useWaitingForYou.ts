import { useApi } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import useAsync from 'react-use/esm/useAsync';
import { iacApiRef } from '../api';

/** Plans that are asked about; more would be a burst of requests for one number. */
const MOST_PLANS = 12;

/**
 * How many of the plans the person may approve.
 *
 * @returns `undefined` while it is not known, or too many to ask about
 */
export function useWaitingForYou(waiting: Run[]): number | undefined {
  const api = useApi(iacApiRef);
  const ids = waiting.map(({ id }) => id).join(' ');
  const { value } = useAsync(async () => {
    const runIds = ids.split(' ').filter(Boolean);
    if (runIds.length > MOST_PLANS) return undefined;
    const approvals = await Promise.all(
      runIds.map(runId => api.getApproval(runId)),
    );
    return approvals.filter(({ you }) => you.approve === undefined).length;
  }, [api, ids]);
  return value;
}
