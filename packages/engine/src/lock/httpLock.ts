import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { messageOf } from '../files/nodeErrors';
import type { LockInspection, StateDefinition } from '../types';
import { HttpState, type HttpAnswer } from './httpState';
import { parseLockInfo } from './lockInfo';

/** `Conflict` and `Locked`: both are in use, and carry the holder's lock. */
const HELD = new Set([409, 423]);
const OK = 200;

/**
 * Asks for the lock with an id of our own: the protocol has no other question. A
 * server that gives it gets it back at once.
 */
export async function inspectHttpLock(
  state: StateDefinition,
): Promise<LockInspection> {
  const server = new HttpState(state);
  if (!server.locks) {
    return {
      status: 'unsupported',
      message:
        'This state has no lock_address and unlock_address, so Terraform does not lock it in order. Give it both.',
    };
  }
  const info = probe();
  let answer: HttpAnswer;
  try {
    answer = await server.lock(info);
  } catch (error) {
    // The request may have arrived; giving back what was never taken does no harm.
    await giveBack(server, info);
    return unknown(`could not be reached: ${messageOf(error)}`);
  }
  if (HELD.has(answer.status)) {
    const lock = parseLockInfo(answer.body);
    return lock
      ? { status: 'locked', lock }
      : { status: 'locked', message: 'The state server does not say by whom' };
  }
  if (answer.status !== OK) return unknown(describe(answer.status));
  const problem = await giveBack(server, info);
  return problem ? unknown(problem) : { status: 'unlocked' };
}

/**
 * Releases exactly this lock: with the holder's id, unlike `force-unlock`, whose
 * empty request frees whatever is locked by then.
 *
 * @returns what went wrong
 */
export async function releaseHttpLock(
  state: StateDefinition,
  lockId: string,
): Promise<string | undefined> {
  try {
    const info = JSON.stringify({ ID: lockId });
    const { status } = await new HttpState(state).unlock(info);
    return status === OK ? undefined : describe(status);
  } catch (error) {
    return messageOf(error);
  }
}

function probe(): string {
  return JSON.stringify({
    ID: randomUUID(),
    Operation: 'inspect',
    Info: 'Asks who holds the lock, and gives it back at once',
    Who: `iac@${hostname()}`,
    Version: '',
    Created: new Date().toISOString(),
    Path: '',
  });
}

async function giveBack(
  server: HttpState,
  info: string,
): Promise<string | undefined> {
  try {
    const { status } = await server.unlock(info);
    if (status === OK) return undefined;
    return `did not take back the lock of the question: it ${describe(status)}`;
  } catch (error) {
    return `did not take back the lock of the question: ${messageOf(error)}`;
  }
}

function describe(status: number): string {
  return status === 401 || status === 403
    ? `refused the credentials (HTTP ${status})`
    : `answered HTTP ${status}`;
}

function unknown(said: string): LockInspection {
  return { status: 'unknown', message: `The state server ${said}` };
}
