import type {
  CheckResult,
  PlanSummary,
} from '@backstage-iac/plugin-iac-common';
import { isFailed } from '../plan/checks';

/**
 * The checks of all plans, each once. One that fails anywhere is failed; one that
 * no plan could decide is unknown.
 */
export function driftChecks(summaries: PlanSummary[]): {
  failed: CheckResult[];
  unknown: CheckResult[];
} {
  const found = new Map<string, CheckResult>();
  for (const check of summaries.flatMap(({ checks }) => checks)) {
    const known = found.get(check.address);
    if (!known || rank(check) < rank(known)) found.set(check.address, check);
  }
  const checks = [...found.values()];
  return {
    failed: checks.filter(isFailed),
    unknown: checks.filter(({ status }) => status === 'unknown'),
  };
}

function rank(check: CheckResult): number {
  if (isFailed(check)) return 0;
  return check.status === 'pass' ? 1 : 2;
}
