import type { BreakGlass, Run } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentProtection } from '@backstage-iac/plugin-iac-node';

/** `open`: waits for a second person. `in-force`: applies regardless of approvals and freeze. `over`: lapsed, or its time has passed. */
export type BreakGlassStatus = 'none' | 'open' | 'in-force' | 'over';

/** How far breaking the glass has got. A confirmation counts as long as an approval does. */
export function breakGlassStatus(
  request: BreakGlass | undefined,
  protection: EnvironmentProtection,
  now: Date,
): BreakGlassStatus {
  if (!request) return 'none';
  if (!protection.breakGlass) return 'over';
  const until = request.confirmedAt
    ? Date.parse(request.confirmedAt) +
      protection.approvals.expiresAfterSeconds * 1000
    : Date.parse(request.expiresAt);
  if (now.getTime() >= until) return 'over';
  return request.confirmedAt ? 'in-force' : 'open';
}

/** Whether a run was applied by break-glass, at least in part, and nobody has looked at it since. */
export function needsReview(run: Run): boolean {
  return (
    run.breakGlass?.confirmedAt !== undefined &&
    run.breakGlass.reviewedAt === undefined &&
    run.state !== 'discarded' &&
    run.stages.some(({ name }) => name === 'apply')
  );
}
