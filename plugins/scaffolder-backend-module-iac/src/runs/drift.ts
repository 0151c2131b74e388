import type { Run } from '@backstage-iac/plugin-iac-common';
import { toOutputs, type RunOutputs } from './runOutputs';

export interface DriftOutputs extends RunOutputs {
  drift: 'clean' | 'drifted' | 'unknown';
  driftedResources?: number;
  undeployedChanges?: number;
}

/** The answer of a drift check as the outputs of a step. */
export function toDriftOutputs(run: Run, runUrl: string): DriftOutputs {
  const { drift } = run;
  return {
    ...toOutputs(run, runUrl),
    // No answer is not a clean one.
    drift: drift?.status ?? 'unknown',
    ...(drift
      ? {
          driftedResources: drift.outsideChanges,
          undeployedChanges: drift.undeployedChanges,
        }
      : {}),
  };
}

/** One sentence about the answer of a drift check. */
export function describeDrift({ drift, environment }: Run): string {
  if (!drift) return `The check of environment '${environment}' has no answer`;
  return drift.status === 'drifted'
    ? `Environment '${environment}' has drifted: ${drift.outsideChanges} resources were changed outside Terraform, and ${drift.failedChecks} of its checks fail`
    : `Environment '${environment}' has not drifted`;
}
