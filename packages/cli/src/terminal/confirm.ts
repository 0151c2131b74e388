import { UsageError } from '../errors';
import type { Terminal } from './Terminal';

/**
 * Has the environment's name typed, or compares the one given beforehand.
 *
 * @throws UsageError - when it is another name, or nobody can be asked
 */
export async function confirm(options: {
  environment: string;
  given?: string;
  terminal: Terminal;
  signal: AbortSignal;
}): Promise<void> {
  const { environment, given, terminal, signal } = options;
  if (given !== undefined) {
    if (given === environment) return;
    throw new UsageError(
      `Not applied: confirmed '${given}', but the environment is '${environment}'`,
    );
  }
  if (!terminal.interactive) {
    throw new UsageError(
      `Not applied: nobody can be asked to confirm, because this is not a terminal`,
      {
        nextStep: `Review the plan, then set CONFIRM=${environment} or pass --confirm ${environment}`,
      },
    );
  }
  const answer = await terminal
    .ask(`Type '${environment}' to apply this plan: `, signal)
    .catch(error => {
      if (signal.aborted) throw new UsageError('Not applied: canceled');
      throw error;
    });
  if (answer.trim() !== environment) {
    throw new UsageError(
      `Not applied: '${answer.trim()}' is not '${environment}'`,
    );
  }
}
