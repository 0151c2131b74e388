import { randomUUID } from 'node:crypto';
import type { Located } from '../run/stateAccess';
import type { LockInspection, StateDefinition } from '../types';
import { readLockText } from './lockInfo';

/** Words of Terraform and OpenTofu when another one holds the lock. */
const NOT_ACQUIRED = /Error acquiring the state lock/;

/** Words after the lock was got, and no such resource was found. */
const NO_SUCH_RESOURCE =
  /No matching objects found|Invalid target address|No state file was found|matching objects/i;

export function s3Locks(state: StateDefinition): boolean {
  const { use_lockfile, dynamodb_table } = state.config;
  return use_lockfile === true || typeof dynamodb_table === 'string';
}

/**
 * Asks Terraform, which for a state in S3 shows the holder's lock: `state rm` of a
 * resource that cannot exist, without effect, takes the lock before it looks.
 */
export async function inspectS3Lock(place: Located): Promise<LockInspection> {
  const { session } = place;
  const nothing = `terraform_data.none_${randomUUID().replaceAll('-', '_')}`;
  const outcome = await session.ask({
    ...place,
    name: 'lock',
    args: ['state', 'rm', '-dry-run', '-lock-timeout=0s', nothing],
    cwd: place.rootModule,
  });
  const said = outcome.stdout + outcome.stderr;
  if (NOT_ACQUIRED.test(said)) {
    const lock = readLockText(said);
    if (lock) return { status: 'locked', lock };
    const line = said.split('\n').find(one => /Error message:/.test(one));
    return {
      status: 'unknown',
      message: `The lock could not be asked for.${
        line ? ` ${line.trim()}` : ''
      }`,
    };
  }
  if (outcome.exitCode === 0 || NO_SUCH_RESOURCE.test(said)) {
    return { status: 'unlocked' };
  }
  return {
    status: 'unknown',
    message: `The lock could not be asked for: ${said.trim().slice(-500)}`,
  };
}
