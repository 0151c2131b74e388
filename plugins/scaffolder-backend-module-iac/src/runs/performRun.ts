import { stringifyError } from '@backstage/errors';
import {
  isTerminal,
  type Operation,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { approvePlan } from './approvePlan';
import { systemClock } from './Clock';
import {
  describeCounts,
  describeFailure,
  describeTimeout,
  nameRun,
} from './messages';
import { RunFollower } from './RunFollower';
import { readTimeout, type RunInput } from './runSchema';
import {
  openSession,
  type RunActionOptions,
  type RunSession,
  type StepContext,
} from './RunSession';
import { serviceErrorName } from './serviceErrors';
import { startRun } from './startRun';

export interface PerformRunRequest {
  operation: Extract<Operation, 'plan-only' | 'plan-and-apply' | 'drift-check'>;
  input: RunInput;
  /** Approve the plan as the person who started the task. */
  approve?: boolean;
}

/**
 * Starts a run, waits for it, passes its log on, and fails when it fails.
 * Cancelling the task cancels the run.
 *
 * @returns the run as it was last seen, and its page
 */
export async function performRun(
  ctx: StepContext,
  request: PerformRunRequest,
  options: RunActionOptions,
): Promise<{ run: Run; runUrl: string }> {
  const { clock = systemClock, iac } = options;
  const { environment, ref, reason, timeout, wait = true } = request.input;
  const deadline = clock.now() + readTimeout(timeout);
  const session = await openSession(ctx, { iac, clock });

  const run = await startRun(session, {
    environment,
    operation: request.operation,
    // A template renders an optional parameter that was left out as ''.
    ref: ref || undefined,
    reason: reason || defaultReason(ctx),
  });
  const runUrl = `${options.appBaseUrl.replace(/\/$/, '')}/iac/runs/${run.id}`;
  ctx.logger.info(`${nameRun(run)} (${run.operation}): ${runUrl}`);
  if (!wait) return { run, runUrl };

  const ended = await cancelWithTask(session, run, () =>
    waitForEnd(session, { run, runUrl, deadline, approve: request.approve }),
  );
  if (ended.state !== 'applied' && ended.state !== 'planned_and_finished') {
    throw new Error(describeFailure(ended, runUrl));
  }
  ctx.logger.info(
    `${nameRun(ended)} ended as '${ended.state}': ${describeCounts(
      ended.counts,
    )}`,
  );
  return { run: ended, runUrl };
}

async function waitForEnd(
  session: RunSession,
  options: { run: Run; runUrl: string; deadline: number; approve?: boolean },
): Promise<Run> {
  const { runUrl, deadline } = options;
  const follower = RunFollower.create({ ...session, runId: options.run.id });
  const planned = await follower.follow({
    deadline,
    until: ({ state }) => isTerminal(state) || state === 'awaiting_approval',
  });
  if (isTerminal(planned.state)) return planned;

  if (planned.state === 'awaiting_approval') {
    if (options.approve) {
      await approvePlan(session, planned, runUrl);
    } else {
      session.logger.info(
        `Waiting for approval of the plan (${describeCounts(
          planned.counts,
        )}): ${runUrl}`,
      );
    }
  }
  const ended = await follower.follow({
    deadline,
    until: ({ state }) => isTerminal(state),
  });
  if (!isTerminal(ended.state)) throw new Error(describeTimeout(ended, runUrl));
  return ended;
}

/** Runs `fn`; when it fails because the task was cancelled, cancels the run as well. */
async function cancelWithTask<T>(
  session: RunSession,
  run: Run,
  fn: () => Promise<T>,
): Promise<T> {
  try {
    return await fn();
  } catch (error) {
    if (session.signal?.aborted) {
      throw new Error(await cancelRun(session, run));
    }
    if (serviceErrorName(error) === 'AuthenticationError') {
      throw new Error(
        `Your sign-in ended while the task waited. ${nameRun(
          run,
        )} goes on by itself: sign in again and retry the task to go on waiting`,
      );
    }
    throw error;
  }
}

/** @returns what to tell the person who cancelled the task */
async function cancelRun(session: RunSession, run: Run): Promise<string> {
  const { credentials, iac } = session;
  try {
    // Without the task's signal, which has already aborted.
    await iac.cancelRun(run.id, { credentials });
    return `The task was cancelled, and ${nameRun(run)} with it`;
  } catch (error) {
    return serviceErrorName(error) === 'ConflictError'
      ? `The task was cancelled; ${nameRun(run)} had already ended`
      : `The task was cancelled, but ${nameRun(
          run,
        )} was not and goes on: ${stringifyError(error)}`;
  }
}

function defaultReason(ctx: StepContext): string {
  const template = ctx.templateInfo?.entityRef;
  return template
    ? `Template '${template}', task '${ctx.task.id}'`
    : `Scaffolder task '${ctx.task.id}'`;
}
