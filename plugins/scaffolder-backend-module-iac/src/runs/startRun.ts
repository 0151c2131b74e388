import {
  isChangingOperation,
  isTerminal,
  type CreateRunRequest,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { createHash } from 'node:crypto';
import { nameRun } from './messages';
import type { RunSession } from './RunSession';

/** A person retries a task by hand; more than this is a mistake. */
const MAX_ATTEMPTS = 50;

/**
 * Starts the run of a step, or finds it again when the task was recovered or
 * retried.
 *
 * Two nets hold: the checkpoint remembers the run's id, and the idempotency key
 * makes the plugin return the same run when the task died between the request
 * and the checkpoint.
 *
 * When the run found ended badly, another is started, but only if nothing was
 * applied and nobody said no: an apply is never repeated by itself, not even by
 * a retry. Otherwise the run found is returned, and its failure is the step's.
 */
export async function startRun(
  session: RunSession,
  request: Omit<CreateRunRequest, 'idempotencyKey' | 'trigger'>,
): Promise<Run> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const run = await startOrFind(session, request, attempt);
    if (!mayRepeat(run)) return run;
    session.logger.info(
      `${nameRun(run)}, which this step started before, ended as '${
        run.state
      }'. Starting another`,
    );
  }
  throw new Error(
    `This step has already started ${MAX_ATTEMPTS} runs of environment '${request.environment}', none of which succeeded. Run the template again`,
  );
}

function mayRepeat(run: Run): boolean {
  if (!isTerminal(run.state) || run.state === 'planned_and_finished') {
    return false;
  }
  if (!isChangingOperation(run.operation)) return true;
  const applyBegan = run.stages.some(
    ({ name, status }) =>
      name === 'apply' && status !== 'pending' && status !== 'skipped',
  );
  return (
    !applyBegan && (run.state === 'errored' || run.state === 'policy_failed')
  );
}

async function startOrFind(
  session: RunSession,
  request: Omit<CreateRunRequest, 'idempotencyKey' | 'trigger'>,
  attempt: number,
): Promise<Run> {
  const { caller, checkpoint, credentials, iac, signal } = session;
  const key = stepKey(session, request, attempt);
  let created: Run | undefined;
  const runId = await checkpoint({
    key: `iac.run.${key}`,
    fn: async () => {
      // Without the signal: a request that is cut off may have made a run
      // that nobody would then cancel.
      created = await caller.call(() =>
        iac.createRun(
          {
            ...request,
            trigger: 'scaffolder',
            idempotencyKey: `scaffolder:${session.taskId}:${key}`,
          },
          { credentials },
        ),
      );
      return created.id;
    },
  });
  if (created) return created;
  return caller.call(() => iac.getRun(runId, { credentials, signal }));
}

/** The same for the same step of the same task; differs between the rounds of an `each`. */
function stepKey(
  session: RunSession,
  request: Pick<CreateRunRequest, 'environment' | 'operation' | 'ref'>,
  attempt: number,
): string {
  const { environment, operation, ref } = request;
  return createHash('sha256')
    .update(JSON.stringify([session.stepId, environment, operation, ref ?? '']))
    .digest('hex')
    .slice(0, 32)
    .concat(`:${attempt}`);
}
