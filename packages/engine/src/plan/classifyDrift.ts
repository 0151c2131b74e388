import type {
  DriftResult,
  PlanSummary,
} from '@backstage-iac/plugin-iac-common';
import { isFailed } from './checks';
import { isEffective } from './resourceChanges';

/**
 * Tells what changed outside Terraform from what was not applied yet.
 *
 * A planned change of a resource that drifted only puts it back. A planned change
 * of another resource is undeployed; so are changed outputs, unless something
 * drifted: then they may only follow it, and the plan does not say.
 *
 * @public
 */
export function classifyDrift(summary: PlanSummary): DriftResult {
  const outsideChanges = summary.drift;
  const drifted = new Set(outsideChanges.map(change => change.address));
  const undeployed = summary.changes.filter(
    change =>
      isEffective(change) &&
      !drifted.has(change.address) &&
      !drifted.has(change.previousAddress ?? change.address),
  );
  const isDrifted = outsideChanges.length > 0;
  return {
    status: isDrifted ? 'drifted' : 'clean',
    outsideChanges,
    undeployedChanges:
      undeployed.length + (isDrifted ? 0 : summary.outputs.length),
    failedChecks: summary.checks.filter(isFailed),
  };
}
