import { isTerminal, type Run } from '@backstage-iac/plugin-iac-common';

/** A plan is made once: nothing else in a run changes it. */
export function planVersion(run: Run): string {
  const { digests, hasChanges, state } = run;
  return [digests?.planFile, hasChanges, isTerminal(state)].join(' ');
}
