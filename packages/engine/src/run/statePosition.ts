import { parseState, readStateFile, type StateFile } from '../state/stateFile';
import { readTextErrors } from './diagnostics';
import type { Checked } from './checks';
import { failureOf } from './failures';

type Readable = Checked & { dataDirectory: string; regardless?: boolean };

/**
 * Reads the state where it is kept, without a lock.
 *
 * @throws RunFailure when it cannot be read
 */
export async function readState(options: Readable): Promise<StateFile> {
  return parseState(await readStateText(options));
}

/**
 * The state as it is written; empty when there is none. It holds secrets in
 * clear: take names from it, not values.
 *
 * @throws RunFailure when it cannot be read
 */
export async function readStateText(options: Readable): Promise<string> {
  const { session, backend, tool, rootModule, dataDirectory } = options;
  if (backend.localFile) return readStateFile(backend.localFile);
  const outcome = await session.ask({
    name: 'state',
    tool,
    args: ['state', 'pull'],
    cwd: rootModule,
    dataDirectory,
    backend,
    regardless: options.regardless,
  });
  if (outcome.exitCode === 0) return outcome.stdout;
  throw failureOf({
    what: 'The state could not be read',
    errors: readTextErrors(outcome.stderr),
    otherwise: outcome.stderr,
    redactor: session.redactor,
  });
}
