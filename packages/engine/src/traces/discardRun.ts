import { RunFailure } from '../errors';
import type { EngineParts } from '../run/EngineParts';
import { rescueState } from '../run/rescuedState';
import { RunFolder } from '../workingCopy/RunFolder';
import { processOf, readTraces } from './ApplyTraces';

/**
 * Removes what a run has left, but not under a Terraform that lost its worker. A
 * state that it could not save stays, unless it is asked to go as well.
 *
 * @throws RunFailure while Terraform is at work
 */
export async function discardRun(
  parts: EngineParts,
  runId: string,
  options: { rescuedState?: 'keep' | 'remove' } = {},
): Promise<void> {
  const folder = RunFolder.of(parts.home, runId, parts.vault);
  const traces = await readTraces(folder.traces);
  if (traces) {
    if ((await processOf(traces)) === 'running') {
      throw new RunFailure(
        'The working copy is kept: Terraform is still at work in it',
        { nextStep: 'Wait until it has ended.' },
      );
    }
    const { rootModule } = traces;
    await rescueState({ folder, rootModule });
  }
  if (options.rescuedState === 'remove') await folder.remove();
  else await folder.discard();
}
