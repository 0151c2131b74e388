import { advise, quote, say, type Run } from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { SaidObservation } from './BuiltInCheck';
import { PLAN_AGAIN, seenBy } from './runEvidence';

/** What is left half-done, as the catalogue of words names it. */
type ApplyFailure = 'failed' | 'closed' | 'replan' | 'stopped';

/** How the last apply ended, and what has been seen since. */
export function observeApply({ facts }: CheckSubject): SaidObservation {
  const [open] = facts.unclosed;
  if (open) {
    return {
      status: 'fail',
      ...say('checks.apply.last.open', { number: open.number }),
      next: advise('checks.apply.last.doClose', { step: 'close-run' }),
      ...of(open),
    };
  }
  const run = facts.lastApply;
  if (!run) {
    return { status: 'not-applicable', ...say('checks.apply.last.never') };
  }
  const { number, error } = run;
  const failure = failureOf(run);
  if (failure === undefined) {
    return error
      ? { status: 'warn', ...quote(error.message), ...of(run) }
      : {
          status: 'pass',
          ...(run.state === 'canceled'
            ? say('checks.apply.last.canceled', { number })
            : say('checks.apply.last.applied', { number })),
          ...of(run),
        };
  }
  const { lastPlan } = facts;
  if (lastPlan && lastPlan.number > number && !lastPlan.hasChanges) {
    return {
      status: 'pass',
      ...say(`checks.apply.last.${failure}Settled`, {
        number,
        later: lastPlan.number,
      }),
      ...of(lastPlan),
    };
  }
  return {
    status: 'fail',
    ...(error
      ? say(`checks.apply.last.${failure}Because`, {
          number,
          error: error.message,
        })
      : say(`checks.apply.last.${failure}`, { number })),
    next: run.state === 'outcome_unknown' ? PLAN_AGAIN : undefined,
    ...of(run),
  };
}

/** `undefined`: nothing is left half-done. */
function failureOf(run: Run): ApplyFailure | undefined {
  switch (run.state) {
    case 'applied':
      return undefined;
    case 'outcome_unknown':
      if (run.closed?.as === 'applied') return undefined;
      return run.closed?.as === 'failed' ? 'closed' : 'replan';
    case 'canceled':
      // Without an error it never began.
      return run.startedAt && run.error ? 'stopped' : undefined;
    default:
      return 'failed';
  }
}

function of(run: Run) {
  return { value: run.state, threshold: 'applied', ...seenBy(run) };
}
