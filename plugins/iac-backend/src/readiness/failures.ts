import type { Run, VerdictReason } from '@backstage-iac/plugin-iac-common';
import type { ReadinessInput } from './computeReadiness';

/** Whatever could not be found out, or ended badly: never shown as nothing. */
export function failures(input: ReadinessInput): VerdictReason[] {
  const reasons: VerdictReason[] = [];
  if (input.environment.problem) {
    reasons.push({
      verdict: 'check_failed',
      message: 'The environment cannot run as it is configured',
      detail: input.environment.problem,
      next: 'none',
    });
  }
  const { lastAttempt, lastDriftCheck, unclosed } = input;
  for (const run of unclosed) {
    reasons.push({
      verdict: 'check_failed',
      message: `The apply of run #${run.number} ended without telling what it did`,
      detail: run.error?.message,
      next: 'close-run',
      runId: run.id,
    });
  }
  if (lastAttempt) {
    const reason = failureOf(lastAttempt);
    if (reason) reasons.push(reason);
  }
  if (lastDriftCheck?.state === 'errored') {
    reasons.push({
      verdict: 'check_failed',
      message: `Drift check #${lastDriftCheck.number} failed`,
      detail: lastDriftCheck.error?.message,
      next: 'read-log',
      runId: lastDriftCheck.id,
    });
  }
  return reasons;
}

function failureOf(run: Run): VerdictReason | undefined {
  const base = {
    verdict: 'check_failed' as const,
    detail: run.error?.message,
    runId: run.id,
  };
  switch (run.state) {
    case 'errored':
      return {
        ...base,
        message: run.approvedAt
          ? `The apply of run #${run.number} failed`
          : `The plan of run #${run.number} failed`,
        next: 'read-log',
      };
    case 'outcome_unknown':
      // As long as nobody has closed it, it is a reason of its own.
      return run.closed?.as === 'failed'
        ? {
            ...base,
            message: `The apply of run #${run.number} failed, says who closed it`,
            next: 'plan',
          }
        : undefined;
    case 'policy_failed':
      return {
        ...base,
        message: `The plan of run #${run.number} is against a policy`,
        next: 'review-plan',
      };
    case 'canceled':
      return run.approvedAt && run.startedAt && run.error
        ? {
            ...base,
            message: `The apply of run #${run.number} was stopped half-way`,
            next: 'plan',
          }
        : undefined;
    default:
      return undefined;
  }
}
