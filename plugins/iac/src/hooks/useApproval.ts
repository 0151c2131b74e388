import { useApi } from '@backstage/frontend-plugin-api';
import {
  isChangingOperation,
  type Run,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import { useCallback } from 'react';
import { iacApiRef } from '../api';
import { useOfRun } from './useOfRun';

const BEFORE_A_PLAN: readonly RunState[] = [
  'pending',
  'fetching',
  'checking',
  'planning',
  'planned',
  'policy_checking',
];

/** The run has, or had, a plan that people decide on. */
export function isDecidedByPeople(run: Run): boolean {
  return (
    isChangingOperation(run.operation) &&
    run.digests !== undefined &&
    run.state !== 'planned_and_finished' &&
    !BEFORE_A_PLAN.includes(run.state)
  );
}

/** What the plan of a run needs, and what the person may do about it. */
export function useApproval(run: Run) {
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getApproval(run.id, { signal }),
    [api, run.id],
  );
  return useOfRun(run, load);
}
