import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  ApprovalObstacle,
  ApprovalStatus,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { needsReview } from './breakGlass';
import type { RunCase } from './CaseReader';
import { isSame } from './eligibility';
import { approvalOf, mayReview } from './evaluateApprovals';

/** Permissions of the person who asks. */
export interface Permitted {
  approve: boolean;
  breakGlass: boolean;
}

type Obstacles = ApprovalStatus['you'];

/** For what was let through by a door that asks for the permission itself. */
export const CHECKED_AT_THE_DOOR: Permitted = {
  approve: true,
  breakGlass: true,
};

/** What keeps a person from each thing that can be done about the plan of a run. */
export function obstaclesOf(
  person: string,
  given: RunCase,
  may: Permitted,
): Record<keyof Obstacles, ApprovalObstacle | undefined> {
  return {
    approve:
      permission(may.approve) ??
      waiting(given.run, ['awaiting_approval']) ??
      (approvalOf(person, given.approvals) ? 'has-approved' : undefined) ??
      mayReview(person, given.asked).obstacle,
    reject:
      permission(may.approve) ??
      waiting(given.run, ['awaiting_approval', 'approved']) ??
      mayReview(person, given.asked).obstacle,
    withdraw:
      waiting(given.run, ['awaiting_approval', 'approved']) ??
      (withdrawable(person, given) ? undefined : 'not-an-approver'),
    requestBreakGlass:
      permission(may.breakGlass) ??
      waiting(given.run, ['awaiting_approval', 'approved']) ??
      requestable(given),
    confirmBreakGlass:
      permission(may.breakGlass) ??
      waiting(given.run, ['awaiting_approval', 'approved']) ??
      confirmable(person, given),
    reviewBreakGlass:
      permission(may.breakGlass) ?? reviewable(person, given.run),
  };
}

/** Also the word of somebody whose word does not count by now. */
export function withdrawable(person: string, { approvals }: RunCase) {
  return approvalOf(person, approvals, ['valid', 'ineligible']);
}

function permission(granted: boolean): ApprovalObstacle | undefined {
  return granted ? undefined : 'no-permission';
}

function waiting(
  run: Run,
  states: Run['state'][],
): ApprovalObstacle | undefined {
  if (!states.includes(run.state)) return 'not-waiting';
  return run.digests ? undefined : 'no-plan';
}

function requestable({
  asked,
  breakGlass,
}: RunCase): ApprovalObstacle | undefined {
  if (!asked.protection.breakGlass) return 'break-glass-disabled';
  return breakGlass === 'open' || breakGlass === 'in-force'
    ? 'break-glass-open'
    : undefined;
}

function confirmable(
  person: string,
  { asked, breakGlass, run }: RunCase,
): ApprovalObstacle | undefined {
  if (!asked.protection.breakGlass) return 'break-glass-disabled';
  if (breakGlass !== 'open' || !run.breakGlass) return 'no-break-glass';
  return isSame(run.breakGlass.requestedBy, person)
    ? 'is-break-glass-requester'
    : undefined;
}

function reviewable(person: string, run: Run): ApprovalObstacle | undefined {
  if (!run.breakGlass || !needsReview(run)) return 'no-break-glass';
  return isSame(run.breakGlass.requestedBy, person)
    ? 'is-break-glass-requester'
    : undefined;
}

/**
 * Refuses in words.
 *
 * @throws NotAllowedError when it is the person who may not
 * @throws ConflictError when it is the run that does not wait for it
 */
export function refuse(
  obstacle: ApprovalObstacle | undefined,
  verb: string,
  { run, asked }: RunCase,
): void {
  const { approvers } = asked.protection.approvals;
  switch (obstacle) {
    case undefined:
      return;
    case 'no-permission':
      throw new NotAllowedError(`You lack the permission to ${verb}`);
    case 'not-an-approver':
      throw new NotAllowedError(
        asked.who.unanswered
          ? `Whether you may ${verb} cannot be told, because the catalog does not answer. Try again in a minute`
          : `You may not ${verb}: plans of environment '${
              run.environment
            }' are approved by ${
              approvers.join(', ') || 'those who gave their approval'
            }`,
      );
    case 'is-requester':
      throw new NotAllowedError(
        `You asked for run #${run.number}, so another person must ${verb}`,
      );
    case 'is-author':
      throw new NotAllowedError(
        `You wrote the commit that was planned, so another person must ${verb}`,
      );
    case 'author-unproven':
      throw new NotAllowedError(
        `Nothing proves that you did not write what was planned, so another person must ${verb}. The commit and your entry in the catalog need e-mail addresses`,
      );
    case 'is-break-glass-requester':
      throw new NotAllowedError(
        `You asked for break-glass, so another person must ${verb}`,
      );
    case 'break-glass-disabled':
      throw new NotAllowedError(
        `Environment '${run.environment}' has no break-glass`,
      );
    case 'has-approved':
      throw new ConflictError(
        `You approved the plan of run #${run.number} already`,
      );
    case 'break-glass-open':
      throw new ConflictError(
        `Break-glass was asked for already for run #${run.number}, a second person can confirm it`,
      );
    case 'no-break-glass':
      throw new ConflictError(
        `Nothing about break-glass of run #${run.number} waits for this`,
      );
    default:
      throw new ConflictError(
        `Run '${run.id}' is '${run.state}' and its plan does not wait, so you cannot ${verb}`,
      );
  }
}

/** @throws ConflictError when somebody speaks of another plan than the one that waits */
export function expectDigest(run: Run, digest: string): void {
  if (run.digests?.approval !== digest) {
    throw new ConflictError(
      `The approval digest is not that of the plan of run '${run.id}', review the plan again`,
    );
  }
}

/** @throws InputError when guarded changes ask for the environment's name */
export function expectConfirmed(
  { run, asked }: RunCase,
  confirm: string | undefined,
): void {
  if (asked.guarded.length === 0 || confirm === run.environment) return;
  throw new InputError(
    `The plan destroys or replaces ${asked.guarded
      .slice(0, 3)
      .map(({ address }) => `'${address}'`)
      .join(', ')}${
      asked.guarded.length > 3 ? ' and more' : ''
    }. Give the name of the environment as 'confirm'`,
  );
}
