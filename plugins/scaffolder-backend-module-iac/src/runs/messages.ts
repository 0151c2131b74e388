import type {
  PlanCounts,
  Run,
  RunState,
} from '@backstage-iac/plugin-iac-common';

/** `Run #12 of environment 'staging'` */
export function nameRun(run: Run): string {
  return `Run #${run.number} of environment '${run.environment}'`;
}

/** `2 to create, 1 to replace`, or `no changes`. */
export function describeCounts(counts: PlanCounts | undefined): string {
  if (!counts) return 'no changes';
  const parts = [
    [counts.create, 'to create'],
    [counts.update, 'to update'],
    [counts.replace, 'to replace'],
    [counts.delete, 'to delete'],
    [counts.import, 'to import'],
    [counts.move, 'to move'],
    [counts.forget, 'to forget'],
    [counts.outputs, 'outputs to change'],
  ] as const;
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`);
  return told.length > 0 ? told.join(', ') : 'no changes';
}

const ENDINGS: Partial<Record<RunState, string>> = {
  discarded: 'was discarded and not applied',
  canceled: 'was canceled',
  errored: 'failed',
  policy_failed: 'was refused by a policy',
  outcome_unknown:
    'was lost while it applied, and nobody knows yet what it changed',
};

function describeEnding({ state, successor }: Run): string {
  if (successor?.why === 'superseded') {
    return `gave way to a newer plan, run #${successor.number}, and was not applied`;
  }
  return ENDINGS[state] ?? `ended as '${state}'`;
}

/** Why a run did not do what the step asked for, and what to do next. */
export function describeFailure(run: Run, runUrl: string): string {
  const sentences = [`${nameRun(run)} ${describeEnding(run)}`];
  if (run.error) sentences[0] += `: ${run.error.message}`;
  if (run.error?.nextStep) sentences.push(`Next: ${run.error.nextStep}`);
  sentences.push(`See ${runUrl}`);
  return sentences.map(sentence => sentence.replace(/\.$/, '')).join('. ');
}

/** What a step says when its time is over. The run is left alone. */
export function describeTimeout(run: Run, runUrl: string): string {
  return run.state === 'awaiting_approval'
    ? `${nameRun(
        run,
      )} still waits for approval, and the step's time is over. Approve or discard the plan at ${runUrl}, then run the template again`
    : `${nameRun(run)} is still '${
        run.state
      }', and the step's time is over. It goes on by itself; follow it at ${runUrl}`;
}
