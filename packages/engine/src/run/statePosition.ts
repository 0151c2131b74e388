import { parseState, readLocalState, type StateFile } from '../state/stateFile';
import { readTextErrors } from './diagnostics';
import type { Checked } from './checks';
import { failureOf } from './failures';

/**
 * Reads the state where it is kept, without a lock.
 *
 * @throws RunFailure when it cannot be read
 */
export async function readState(
  options: Checked & { dataDirectory: string },
): Promise<StateFile> {
  return parseState(await readStateText(options));
}

/**
 * The state as it is written. It holds secrets in clear: take names from it, not values.
 *
 * @returns nothing where there is no state
 * @throws RunFailure when it cannot be read
 */
export async function readStateText(
  options: Checked & { dataDirectory: string },
): Promise<string> {
  const { session, backend, tool, rootModule, dataDirectory } = options;
  if (backend.localFile) return readLocalState(backend.localFile);
  const outcome = await session.ask({
    name: 'state',
    tool,
    args: ['state', 'pull'],
    cwd: rootModule,
    dataDirectory,
    backend,
  });
  if (outcome.exitCode === 0) return outcome.stdout;
  throw failureOf({
    what: 'The state could not be read',
    errors: readTextErrors(outcome.stderr),
    otherwise: outcome.stderr,
    redactor: session.redactor,
  });
}
