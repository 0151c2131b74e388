import type { IacConfig } from '@backstage-iac/plugin-iac-node';
import { UsageError } from '../errors';
import { openEngine } from '../local/openEngine';
import type { Terminal } from '../terminal/Terminal';

/** Writes the state that an apply on this machine could not save, in clear, to a file or program. */
export async function writeRescuedState(options: {
  config: IacConfig;
  terminal: Terminal;
  runId: string;
}): Promise<void> {
  const { config, terminal, runId } = options;
  if (terminal.printsToScreen) {
    throw new UsageError('A state holds secrets, and this is a screen', {
      nextStep: `Write it to a file: (umask 077; iac rescued-state ${runId} > errored.tfstate)`,
    });
  }
  const { engine } = await openEngine(config, terminal);
  const state = await engine.openRescuedState(runId);
  if (!state) {
    const stored = await engine.listRuns();
    const rescued = stored.filter(({ rescuedAt }) => rescuedAt);
    throw new UsageError(
      `Run '${runId}' has no state to save on this machine`,
      {
        nextStep:
          rescued.length > 0
            ? `Runs that have one: ${rescued.map(run => run.runId).join(', ')}`
            : 'No run has one; look on the machine that the run was on',
      },
    );
  }
  terminal.print(state);
}
