import { RunFailure } from '../errors';
import { readTextErrors } from '../run/diagnostics';
import type { EngineParts } from '../run/EngineParts';
import { failureOf } from '../run/failures';
import {
  accessState,
  type Located,
  type StateRequest,
} from '../run/stateAccess';
import type { LockInspection, StateDefinition } from '../types';
import { releaseHttpLock } from './httpLock';
import { inspectLock } from './inspectLock';

/** Terraform compares the id with the lock's own there, so that none but this one can be released. */
const COMPARES_ID = new Set<StateDefinition['type']>([
  's3',
  'gcs',
  'azurerm',
  'consul',
  'kubernetes',
]);

/** A lock's id: a UUID, or a number in Google's storage. Never an option. */
const LOCK_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;

/**
 * Releases the lock with this id, and no other.
 *
 * @throws RunFailure when another lock is held by now, or it cannot be released
 */
export async function unlock(
  parts: EngineParts,
  request: StateRequest,
  lockId: string,
): Promise<void> {
  if (!LOCK_ID.test(lockId)) {
    throw new RunFailure(`${JSON.stringify(lockId)} is no id of a lock`, {
      nextStep: 'Ask for the lock again and take its id from the answer.',
    });
  }
  const { state } = request.environment;
  const held = await inspectLock(parts, request);
  refuseOther(held, { lockId, type: state.type });
  if (state.type === 'http') {
    const problem = await releaseHttpLock(state, lockId);
    if (!problem) return;
    throw new RunFailure(
      `The lock ${lockId} was not released: the state server ${problem}`,
      { nextStep: 'Look at the log of the state server.' },
    );
  }
  await accessState(parts, request, async (_, locate) =>
    forceUnlock(await locate(), lockId),
  );
}

function refuseOther(
  held: LockInspection,
  wanted: { lockId: string; type: StateDefinition['type'] },
): void {
  const { status, lock, message } = held;
  const { lockId, type } = wanted;
  const refuse = (why: string, nextStep: string) => {
    throw new RunFailure(`The lock ${lockId} was not released: ${why}`, {
      nextStep,
    });
  };
  if (type === 'local') {
    return refuse(
      status === 'locked'
        ? 'a lock on a file ends with the process that holds it'
        : 'the state is not locked',
      status === 'locked'
        ? `${message ?? 'A process holds it'}; wait for it, or end it.`
        : 'Nothing is to be done: a file with the name of an old lock does no harm.',
    );
  }
  if (status === 'unlocked') {
    return refuse(
      'the state is not locked any more',
      'Nothing is to be done; plan again.',
    );
  }
  if (status === 'locked' && lock?.id === lockId) return undefined;
  if (status === 'locked') {
    return refuse(
      `by now, ${describeHolder(held)}`,
      'Ask for the lock again, and judge the one that is held now.',
    );
  }
  if (status === 'unsupported' && COMPARES_ID.has(type)) return undefined;
  return refuse(
    `nobody can say who holds it. ${message ?? ''}`.trim(),
    'Check the state server and its credentials, then ask again.',
  );
}

/** `it is held by ada@laptop since … (OperationTypeApply, lock 1234)` */
export function describeHolder({ lock }: LockInspection): string {
  const { id, who, operation, since } = lock ?? {};
  const details = [operation, id && `lock ${id}`].filter(Boolean).join(', ');
  return `it is held by ${who ?? 'somebody'}${since ? ` since ${since}` : ''}${
    details ? ` (${details})` : ''
  }`;
}

async function forceUnlock(place: Located, lockId: string): Promise<void> {
  const { session } = place;
  const outcome = await session.ask({
    ...place,
    name: 'unlock',
    args: ['force-unlock', '-force', lockId],
    cwd: place.rootModule,
  });
  if (outcome.exitCode === 0) return;
  throw failureOf({
    what: `The lock ${lockId} was not released`,
    errors: readTextErrors(outcome.stderr),
    otherwise: outcome.stderr,
    redactor: session.redactor,
    nextStep: 'Ask for the lock again; another one may be held by now.',
  });
}
