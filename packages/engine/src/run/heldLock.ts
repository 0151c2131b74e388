import { RunFailure } from '../errors';
import { describeHolder, inspectLock } from '../lock';
import type { EngineEnvironment, LockInspection } from '../types';
import type { Diagnostic } from './diagnostics';
import type { EngineParts } from './EngineParts';

const NOT_ACQUIRED = 'Error acquiring the state lock';

/**
 * The failure of a run that did not get the state's lock. Terraform tells its own
 * side of it, for some backends, instead of the holder's.
 *
 * @returns `undefined` when that was not the error
 */
export async function explainHeldLock(
  options: {
    parts: EngineParts;
    request: { environment: EngineEnvironment; signal?: AbortSignal };
  },
  errors: Diagnostic[],
): Promise<RunFailure | undefined> {
  const found = errors.find(({ summary }) => summary === NOT_ACQUIRED);
  if (!found) return undefined;
  const held = await inspectLock(options.parts, options.request);
  const { message, nextStep } = describe(held, found);
  return new RunFailure(`${message}. Nothing was done`, { nextStep });
}

function describe(
  held: LockInspection,
  found: Diagnostic,
): { message: string; nextStep: string } {
  switch (held.status) {
    case 'locked':
      return {
        message: `The state is locked: ${describeHolder(held)}`,
        nextStep:
          'Wait until the holder has ended. If it is dead, check what it did, release the lock from the environment, and plan again.',
      };
    case 'unlocked':
      return {
        message: `The state's lock was not acquired: ${reasonOf(
          found,
        )}. Nobody holds it now`,
        nextStep:
          'Plan again; when it fails in the same way, check the state itself.',
      };
    default:
      return {
        message: `The state's lock was not acquired: ${reasonOf(found)}${
          held.message ? `. ${held.message.replace(/\.$/, '')}` : ''
        }`,
        nextStep:
          'Find out who holds the lock; wait for it, or release a dead one by hand, and plan again.',
      };
  }
}

/** The detail's first paragraph; what follows describes the one who asked. */
function reasonOf({ detail }: Diagnostic): string {
  const [first] = detail.split(/\n\s*\n|Lock Info:/);
  return first.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
