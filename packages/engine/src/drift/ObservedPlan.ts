import type {
  PlanSummary,
  ResolvedCommit,
  ToolVersion,
} from '@backstage-iac/plugin-iac-common';

/** One plan of a drift check. */
export interface ObservedPlan {
  commit: ResolvedCommit;
  tool: ToolVersion;
  /** Versions by address, from the lock file that it was made with. */
  providers: Record<string, string>;
  /** Digest of the variable set. */
  variableSet: string;
  /** Of `plan -detailed-exitcode`: 0, 2, or 1 where a condition fails. */
  exitCode: number;
  /** A condition fails, so that Terraform would plan no changes: it was only asked what differs from the state. */
  refreshOnly: boolean;
  summary: PlanSummary;
}
