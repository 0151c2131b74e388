import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentReadiness,
  ReadinessTimeline,
} from '@backstage-iac/plugin-iac-common';
import useAsync from 'react-use/esm/useAsync';
import { iacApiRef } from '../../api';

/** The last 90 days of an environment, read again whenever its verdict is another one. */
export function useTimeline({
  environment,
  since,
  lastRun,
}: Pick<EnvironmentReadiness, 'environment' | 'since' | 'lastRun'>): {
  value?: ReadinessTimeline;
  error?: Error;
  loading: boolean;
} {
  const api = useApi(iacApiRef);
  return useAsync(
    () => api.getTimeline(environment.name, {}),
    [api, environment.name, since, lastRun?.state],
  );
}
