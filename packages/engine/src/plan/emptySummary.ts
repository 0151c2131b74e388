import type { PlanSummary } from '@backstage-iac/plugin-iac-common';

/**
 * The summary of a plan that changes nothing, for when its event stream said so
 * and `terraform show` was not needed.
 *
 * @param options - `formatVersion`: that `terraform show -json` would have had;
 *   `noop`: resources that stay as they are
 * @public
 */
export function emptySummary(options: {
  terraformVersion: string;
  formatVersion?: string;
  noop?: number;
}): PlanSummary {
  return {
    formatVersion: options.formatVersion ?? '1.2',
    terraformVersion: options.terraformVersion,
    hasChanges: false,
    applyable: false,
    complete: true,
    errored: false,
    counts: {
      create: 0,
      update: 0,
      delete: 0,
      replace: 0,
      read: 0,
      noop: options.noop ?? 0,
      import: 0,
      move: 0,
      forget: 0,
      outputs: 0,
      deferred: 0,
      drifted: 0,
      failedChecks: 0,
    },
    changes: [],
    drift: [],
    outputs: [],
    checks: [],
  };
}
