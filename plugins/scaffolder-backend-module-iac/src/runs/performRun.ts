import { stringifyError } from '@backstage/errors';
import {
  describeApproval,
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
  const { environment, ref, reason, ticket, timeout } = request.input;
  const { wait = true } = request.input;
  const deadline = clock.now() + readTimeout(timeout);
  const session = await openSession(ctx, { iac, clock });

  const run = await startRun(session, {
    environment,
    operation: request.operation,
    // A template renders an optional parameter that was left out as ''.
    ref: ref || undefined,
    reason: reason || defaultReason(ctx),
    ticket: ticket || undefined,
  });
  const urlOf = ({ id }: Run) =>
    `${options.appBaseUrl.replace(/\/$/, '')}/iac/runs/${id}`;
  ctx.logger.info(`${nameRun(run)} (${run.operation}): ${urlOf(run)}`);
  if (!wait) return { run, runUrl: urlOf(run) };

  const watched = { run };
  const ended = await cancelWithTask(session, watched, async () => {
    for (;;) {
      const seen = await waitForEnd(session, {
        run: watched.run,
        runUrl: urlOf(watched.run),
        deadline,
        approve: request.approve,
      });
      if (seen.successor?.why !== 'replanned') return seen;
      const { runId } = seen.successor;
      watched.run = await session.caller.call(() => iac.getRun(runId, session));
      ctx.logger.info(
        `${nameRun(seen)} was planned again as run #${
          watched.run.number
        }, because its plan could no longer be applied: ${urlOf(watched.run)}`,
      );
    }
  });
  const runUrl = urlOf(ended);
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
    await explainWaiting(session, planned);
  }
  const ended = await follower.follow({
    deadline,
    until: ({ state }) => isTerminal(state),
  });
  if (!isTerminal(ended.state)) throw new Error(describeTimeout(ended, runUrl));
  return ended;
}

/** Says who must still say what, as far as the plugin tells. */
async function explainWaiting(session: RunSession, run: Run): Promise<void> {
  const { caller, credentials, iac, logger, signal } = session;
  const status = await caller.call(() =>
    iac.getApproval(run.id, { credentials, signal }),
  );
  if (status.given < status.required || status.freeze) {
    logger.info(`The plan has ${describeApproval(status)}`);
  }
}

/** Runs `fn`; when it fails because the task was cancelled, cancels the run as well. */
async function cancelWithTask<T>(
  session: RunSession,
  watched: { run: Run },
  fn: () => Promise<T>,
): Promise<T> {
  try {
    return await fn();
  } catch (error) {
    if (session.signal?.aborted) {
      throw new Error(await cancelRun(session, watched.run));
    }
    if (serviceErrorName(error) === 'AuthenticationError') {
      throw new Error(
        `Your sign-in ended while the task waited. ${nameRun(
          watched.run,
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
