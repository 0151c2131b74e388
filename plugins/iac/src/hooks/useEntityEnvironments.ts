import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  readEnvironmentsAnnotation,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { findEnvironment } from './findEnvironment';
import { useLive } from './useLive';

/** One name of the annotation, with what the portal knows of it. */
export interface EntityEnvironment {
  name: string;
  /** Absent: not defined, or the person may not see it. */
  readiness?: EnvironmentReadiness;
}

/** The environments that the entity of the page is annotated with, kept fresh. */
export function useEntityEnvironments() {
  const { entity } = useEntity();
  const api = useApi(iacApiRef);
  const names = readEnvironmentsAnnotation(entity.metadata.annotations);
  const joined = names.join(',');
  const load = useCallback(
    () =>
      Promise.all(
        joined
          .split(',')
          .filter(Boolean)
          .map(async (name): Promise<EntityEnvironment> => {
            return { name, readiness: await findEnvironment(api, name) };
          }),
      ),
    [api, joined],
  );
  return { names, live: useLive(load, isAnyActive) };
}

function isAnyActive(environments: EntityEnvironment[]): boolean {
  return environments.some(
    ({ readiness }) => readiness && readiness.activeRuns.length > 0,
  );
}
