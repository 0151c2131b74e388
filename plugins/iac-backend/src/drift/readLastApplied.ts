import type { LastApplied } from '@backstage-iac/engine';
import type { Operation } from '@backstage-iac/plugin-iac-common';
import type { RunStore } from '../database/RunStore';

/** Operations that bring code to an environment, or take all of it away. */
const DEPLOYING: readonly Operation[] = [
  'plan-and-apply',
  'rollback',
  'destroy',
];

/**
 * What the last apply of an environment was made of. The variables of then are
 * not kept, only the digest of their set.
 *
 * @param environment - name
 * @returns `undefined` when nothing was applied, or all was destroyed since
 */
export async function readLastApplied(
  runs: RunStore,
  environment: string,
): Promise<LastApplied | undefined> {
  const newest = async (operations: readonly Operation[]) => {
    const found = await runs.latest([environment], {
      operations,
      states: ['applied'],
    });
    return found.get(environment);
  };
  const run = await newest(DEPLOYING);
  if (!run?.commit || run.operation === 'destroy') return undefined;
  // A refresh-only apply writes the state, and deploys no code.
  const writer = await newest([...DEPLOYING, 'refresh-only']);
  return {
    commit: run.commit.commit,
    dirty: run.commit.dirty,
    variableSet: run.digests?.variableSet,
    tool: run.tool,
    providers: run.providers,
    statePosition: (writer ?? run).statePosition,
  };
}
