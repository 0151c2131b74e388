import { safeText, type RedactedStage } from '@backstage-iac/plugin-iac-common';
import type { RunCase } from './CaseReader';

/** The stages of a run with what is known of its approval. */
export function withApproval(
  stages: readonly RedactedStage[],
  approval: Partial<RedactedStage> & Pick<RedactedStage, 'status'>,
): RedactedStage[] {
  const earlier = stages.find(({ name }) => name === 'approval');
  const stage: RedactedStage = { ...earlier, ...approval, name: 'approval' };
  return earlier
    ? stages.map(other => (other === earlier ? stage : other))
    : [...stages, stage];
}

/** How far the approval of a plan has got, `1 of 2 approvals`. */
export function approvalStage(given: RunCase): Partial<RedactedStage> & {
  status: RedactedStage['status'];
} {
  const { run, asked, approvals, breakGlass, satisfied } = given;
  const at = asked.now.toISOString();
  if (breakGlass === 'in-force' && run.breakGlass) {
    return {
      status: 'passed',
      finishedAt: at,
      message: safeText`Break-glass by ${
        run.breakGlass.requestedBy
      }, confirmed by ${run.breakGlass.confirmedBy ?? safeText`nobody`}`,
    };
  }
  if (approvals.required === 0) {
    return {
      status: 'skipped',
      finishedAt: at,
      message: safeText`Applies without approval`,
    };
  }
  const message = safeText`${approvals.given} of ${approvals.required} ${
    approvals.required === 1 ? 'approval' : 'approvals'
  }`;
  return satisfied
    ? { status: 'passed', finishedAt: at, message }
    : { status: 'running', finishedAt: undefined, message };
}
