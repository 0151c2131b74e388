import { useApi } from '@backstage/frontend-plugin-api';
import useAsync from 'react-use/esm/useAsync';
import { iacApiRef } from '../api';

/** Plans that are asked about; more would be a burst of requests for one number. */
const MOST_PLANS = 12;

const NONE: ReadonlySet<string> = new Set();

/**
 * Which of the plans the person may approve.
 *
 * @param runIds - of runs that wait for approval
 * @returns none while it is not known, or there are too many to ask about
 */
export function useYourDecisions(runIds: string[]): ReadonlySet<string> {
  const api = useApi(iacApiRef);
  const asked = runIds.length > MOST_PLANS ? '' : runIds.join(' ');
  const { value } = useAsync(async () => {
    const approvals = await Promise.all(
      asked
        .split(' ')
        .filter(Boolean)
        .map(runId => api.getApproval(runId)),
    );
    return new Set(
      approvals
        .filter(({ you }) => you.approve === undefined)
        .map(({ runId }) => runId),
    );
  }, [api, asked]);
  return value ?? NONE;
}
