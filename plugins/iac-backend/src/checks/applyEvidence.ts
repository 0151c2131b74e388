import type { Run } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
} from '@backstage-iac/plugin-iac-node';
import { PLAN_AGAIN, seenBy } from './runEvidence';

/** How the last apply ended, and what has been seen since. */
export function observeApply({ facts }: CheckSubject): CheckObservation {
  const [open] = facts.unclosed;
  if (open) {
    return {
      status: 'fail',
      summary: `The apply of run #${open.number} ended without telling what it did`,
      next: { label: 'Say what it did', step: 'close-run' },
      ...of(open),
    };
  }
  const run = facts.lastApply;
  if (!run) {
    return {
      status: 'not-applicable',
      summary: 'Nothing was ever applied by the portal',
    };
  }
  const failure = failureOf(run);
  if (failure === undefined) {
    return run.error
      ? { status: 'warn', summary: run.error.message, ...of(run) }
      : {
          status: 'pass',
          summary:
            run.state === 'canceled'
              ? `Run #${run.number} was canceled before it changed anything`
              : `Run #${run.number} was applied`,
          ...of(run),
        };
  }
  const { lastPlan } = facts;
  if (lastPlan && lastPlan.number > run.number && !lastPlan.hasChanges) {
    return {
      status: 'pass',
      summary: `${failure}; run #${lastPlan.number} has found nothing left to do since`,
      ...of(lastPlan),
    };
  }
  return {
    status: 'fail',
    summary: `${failure}${run.error ? `: ${run.error.message}` : ''}`,
    next: run.state === 'outcome_unknown' ? PLAN_AGAIN : undefined,
    ...of(run),
  };
}

/** `undefined`: nothing is left half-done. */
function failureOf(run: Run): string | undefined {
  switch (run.state) {
    case 'applied':
      return undefined;
    case 'outcome_unknown':
      if (run.closed?.as === 'applied') return undefined;
      return run.closed?.as === 'failed'
        ? `The apply of run #${run.number} failed, says who closed it`
        : `What the apply of run #${run.number} did is to be planned again`;
    case 'canceled':
      // Without an error it never began.
      return run.startedAt && run.error
        ? `The apply of run #${run.number} was stopped half-way`
        : undefined;
    default:
      return `The apply of run #${run.number} failed`;
  }
}

function of(run: Run) {
  return { value: run.state, threshold: 'applied', ...seenBy(run) };
}
