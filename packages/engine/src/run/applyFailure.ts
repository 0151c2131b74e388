import type { ApplyProgress } from '@backstage-iac/plugin-iac-common';
import {
  OutcomeUnknownError,
  RunCanceledError,
  RunFailure,
  StalePlanError,
} from '../errors';
import type { CommandOutcome } from '../process/runCommand';
import { failureOf } from './failures';
import { describeLimit } from './limits';
import { explainHeldLock } from './heldLock';
import { rescueState } from './rescuedState';
import { isDiskFull } from './systemErrors';
import type { UiStream } from './UiStream';
import type { ApplyOptions } from './verifyApply';

/** Resources named in a message. */
const NAMED_RESOURCES = 10;

/** Terraform's exit code for every error that it ended in order with. */
const FAILED = 1;

/** The words of every error after which a rescued state waits. */
function pushFirst(runId: string): string {
  return `Push the rescued state before anything else: on the run's page, or with 'iac rescued-state ${runId}' and 'terraform state push'; then plan again.`;
}

/** @returns what was wrong with an apply, or `undefined` when it completed */
export async function explainApply(
  options: ApplyOptions,
  ended: { outcome: CommandOutcome; stream: UiStream; said: string },
): Promise<RunFailure | undefined> {
  const { outcome, stream } = ended;
  // Also after a signal: then it came too late to stop anything.
  if (outcome.exitCode === 0) return undefined;
  const { session } = options;
  const progress = stream.tracker.progress();
  const rescue = await rescueState({
    folder: session.folder,
    rootModule: options.rootModule,
  });
  const full = await isDiskFull(session.folder.root);
  const also = [
    describeProgress(progress),
    ...rescue.facts,
    ...(full ? ['The disk of the worker is full'] : []),
  ].join('. ');
  const facts = {
    progress,
    rescuedState: rescue.rescued,
    ...(rescue.rescued ? { nextStep: pushFirst(options.request.runId) } : {}),
  };
  const { interruptedBy } = outcome;
  const silent = stream.errors.length === 0 && ended.said.trim() === '';
  if (
    outcome.forced ||
    outcome.exitCode !== FAILED ||
    (silent && !interruptedBy)
  ) {
    return new OutcomeUnknownError(
      `${describeEnd(outcome)}, so nobody knows what was done. ${also}`,
      facts,
    );
  }
  if (interruptedBy === 'abort') {
    return new RunCanceledError(`The apply was canceled. ${also}`, facts);
  }
  if (interruptedBy) {
    const { said, nextStep } = describeLimit(
      session.limits,
      interruptedBy,
      'apply',
    );
    return new RunFailure(
      `The apply ${said} and was stopped: Terraform ended in order. ${also}`,
      { nextStep, ...facts },
    );
  }
  const held = await explainHeldLock(options, stream.errors);
  if (held) return held;
  const failure = failureOf({
    what: 'Applying failed',
    errors: stream.errors,
    otherwise: ended.said,
    redactor: session.redactor,
    also,
  });
  return failure instanceof StalePlanError
    ? failure
    : new RunFailure(failure.message, { nextStep: failure.nextStep, ...facts });
}

function describeEnd(outcome: CommandOutcome): string {
  if (outcome.forced) return 'The apply was ended by force';
  if (outcome.exitCode === undefined) {
    return `Applying was ended by ${outcome.killedBy}`;
  }
  return outcome.exitCode === FAILED
    ? 'Applying failed and no reason was told'
    : `Terraform crashed while applying, with exit code ${outcome.exitCode}`;
}

function describeProgress({ done, unfinished }: ApplyProgress): string {
  const applied =
    done.length === 0
      ? 'No resource was applied'
      : `Applied before: ${enumerate(done)}`;
  return unfinished.length === 0
    ? applied
    : `${applied}. Not finished: ${enumerate(unfinished)}`;
}

function enumerate(resources: ApplyProgress['done']): string {
  const named = resources
    .slice(0, NAMED_RESOURCES)
    .map(({ address, action }) => `${address} (${action})`)
    .join(', ');
  const more = resources.length - NAMED_RESOURCES;
  return more > 0 ? `${named} and ${more} more` : named;
}
