import type { JsonObject } from '@backstage/types';
import type { Run } from '@backstage-iac/plugin-iac-common';

export interface RunOutputs extends JsonObject {
  runId: string;
  runUrl: string;
  state: string;
  hasChanges?: boolean;
  counts?: Record<string, number>;
  commit?: string;
}

/** What a dry run says: nothing was started. */
export const DRY_RUN_OUTPUTS: RunOutputs = {
  runId: 'dry-run',
  runUrl: '',
  state: 'dry-run',
};

/** A run as the outputs of a step, without those that it does not have. */
export function toOutputs(run: Run, runUrl: string): RunOutputs {
  return {
    runId: run.id,
    runUrl,
    state: run.state,
    ...(run.hasChanges === undefined ? {} : { hasChanges: run.hasChanges }),
    ...(run.counts ? { counts: { ...run.counts } } : {}),
    ...(run.commit ? { commit: run.commit.commit } : {}),
  };
}
