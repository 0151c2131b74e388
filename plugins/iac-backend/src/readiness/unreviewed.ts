import type { Run, VerdictReason } from '@backstage-iac/plugin-iac-common';
import { needsReview } from '../approvals/breakGlass';
import type { ReadinessInput } from './computeReadiness';

/** What was applied against the rules stays on the page until somebody else has looked at it. */
export function unreviewed({ toReview, now }: ReadinessInput): VerdictReason[] {
  return toReview.filter(needsReview).map(run => ({
    verdict: 'check_failed',
    message: `Run #${run.number} was applied by break-glass and is not reviewed yet`,
    detail: describe(run, now),
    next: 'review-break-glass',
    runId: run.id,
  }));
}

function describe({ breakGlass }: Run, now: Date): string | undefined {
  if (!breakGlass) return undefined;
  const { requestedBy, confirmedBy, reason, reviewDueAt } = breakGlass;
  const who = `${requestedBy} asked for it and ${confirmedBy} confirmed: ${reason}`;
  if (!reviewDueAt) return who;
  return Date.parse(reviewDueAt) < now.getTime()
    ? `Overdue since ${reviewDueAt}. ${who}`
    : `Due by ${reviewDueAt}. ${who}`;
}
