import { asText } from '../json/narrow';
import type { EngineParts } from '../run/EngineParts';
import { accessState, type StateRequest } from '../run/stateAccess';
import { defineBackend } from '../state/backend';
import type { EngineEnvironment, LockInspection } from '../types';
import { messageOf } from '../files/nodeErrors';
import { inspectHttpLock } from './httpLock';
import { inspectLocalLock } from './localLock';
import { inspectS3Lock, s3Locks } from './s3Lock';

/**
 * Who holds the lock of a state. What cannot be found out is an answer, too, and
 * no error.
 */
export async function inspectLock(
  parts: EngineParts,
  request: StateRequest,
): Promise<LockInspection> {
  const { environment } = request;
  const { state } = environment;
  return accessState(parts, request, async (session, locate) => {
    const ask = async (): Promise<LockInspection> => {
      switch (state.type) {
        case 'local':
          return inspectLocalLock(await localFile(parts, environment));
        case 'http':
          return inspectHttpLock(state);
        case 's3':
          return s3Locks(state)
            ? inspectS3Lock(await locate())
            : unsupported(
                'This state has neither use_lockfile nor dynamodb_table, so Terraform does not lock it. Set use_lockfile.',
              );
        case 'pg':
          return unsupported(
            'PostgreSQL frees the lock by itself when its session ends; look for sessions with an advisory lock in pg_locks and pg_stat_activity, and end a dead one with pg_terminate_backend.',
          );
        default:
          return unsupported(
            `A state of the type '${state.type}' cannot be asked who holds its lock; look at it with the tools of its provider.`,
          );
      }
    };
    const answer = await ask().catch(
      (error): LockInspection => ({
        status: 'unknown',
        message: messageOf(error),
      }),
    );
    session.throwIfCanceled();
    return redactInspection(answer, text => session.redactor.redact(text));
  });
}

async function localFile(
  parts: EngineParts,
  environment: EngineEnvironment,
): Promise<string> {
  const backend = await defineBackend({
    environment: environment.name,
    state: environment.state,
    home: parts.home,
  });
  return asText(backend.localFile) ?? '';
}

function unsupported(message: string): LockInspection {
  return { status: 'unsupported', message };
}

/** Whoever wrote the lock chose its words. */
function redactInspection(
  inspection: LockInspection,
  redact: (text: string) => string,
): LockInspection {
  const { status, message, lock } = inspection;
  const entries = Object.entries(lock ?? {});
  return {
    status,
    ...(message ? { message: redact(message) } : {}),
    ...(lock
      ? {
          lock: Object.fromEntries(
            entries.map(([name, text]) => [name, redact(text)]),
          ),
        }
      : {}),
  };
}
