import { describeError } from './errors';
import type { ExitCode } from './exitCodes';
import { createProgram } from './program';
import { Terminal } from './terminal/Terminal';

/**
 * Runs the command line and sets the exit code of the process: 0 nothing to do
 * or done, 1 error, 2 changes or drift, as `terraform plan -detailed-exitcode`.
 *
 * @param argv - as `process.argv`
 * @public
 */
export async function runCli(argv: string[]): Promise<void> {
  const terminal = Terminal.create();
  let exitCode: ExitCode = 0;
  try {
    await createProgram(terminal, code => {
      exitCode = code;
    }).parseAsync(argv);
  } catch (error) {
    terminal.report(`${describeError(error)}\n`);
    exitCode = 1;
  }
  process.exitCode = exitCode;
}
