import { useApi } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { iacApiRef } from '../../api';

const RUNS_PER_REQUEST = 100;
/** Nobody compares with what was planned a thousand runs ago. */
const MOST_REQUESTS = 10;
/** As many as a person looks through. */
const OFFERED = 20;

/** Earlier runs of the same environment that made a plan, the newest first. */
export function useEarlierRuns({ id, environment, number }: Run) {
  const api = useApi(iacApiRef);
  return useAsyncRetry(async () => {
    const found: Run[] = [];
    for (let request = 0; request < MOST_REQUESTS; request++) {
      const { items, totalItems } = await api.listRuns({
        environment,
        offset: request * RUNS_PER_REQUEST,
        limit: RUNS_PER_REQUEST,
      });
      found.push(...items.filter(run => run.number < number && hasPlan(run)));
      const isAll = (request + 1) * RUNS_PER_REQUEST >= totalItems;
      if (isAll || found.length >= OFFERED) break;
    }
    return found.slice(0, OFFERED);
  }, [api, id]);
}

/** A drift check plans nothing that could be compared. */
function hasPlan({ operation, counts }: Run): boolean {
  return operation !== 'drift-check' && counts !== undefined;
}
