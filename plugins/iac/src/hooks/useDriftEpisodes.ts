import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useLive } from './useLive';

/** A page of the episodes of drift of an environment, the newest first, kept fresh. */
export function useDriftEpisodes(
  environment: string,
  page: { offset: number; limit: number },
) {
  const { offset, limit } = page;
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listDriftEpisodes(environment, { offset, limit }, { signal }),
    [api, environment, offset, limit],
  );
  return useLive(load, isUnderWay);
}

/** Drift checks make and end them, and signals tell of it: there is nothing to wait for. */
function isUnderWay(): boolean {
  return false;
}
