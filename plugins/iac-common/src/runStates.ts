/**
 * The life of a run, in order:
 *
 * `pending → fetching → checking → planning → planned → policy_checking →
 * awaiting_approval → approved → applying → verifying → applied`, with the other
 * ends of {@link TERMINAL_RUN_STATES}.
 *
 * @public
 */
export type RunState =
  | 'pending'
  | 'fetching'
  | 'checking'
  | 'planning'
  | 'planned'
  | 'policy_checking'
  | 'awaiting_approval'
  | 'approved'
  | 'applying'
  | 'verifying'
  | TerminalRunState;

/** @public */
export type TerminalRunState =
  | 'planned_and_finished'
  | 'applied'
  | 'discarded'
  | 'canceled'
  | 'errored'
  | 'policy_failed'
  | 'outcome_unknown';

/** A run never leaves one of these. @public */
export const TERMINAL_RUN_STATES: readonly TerminalRunState[] = [
  'planned_and_finished',
  'applied',
  'discarded',
  'canceled',
  'errored',
  'policy_failed',
  'outcome_unknown',
];

/** Every state that may follow a state. The store refuses any other change. @public */
export const RUN_TRANSITIONS: Readonly<Record<RunState, readonly RunState[]>> =
  {
    pending: ['fetching', 'canceled', 'errored'],
    // A plan or drift check whose worker died starts again from `pending`.
    fetching: ['checking', 'pending', 'canceled', 'errored'],
    checking: ['planning', 'pending', 'canceled', 'errored'],
    planning: ['planned', 'pending', 'canceled', 'errored'],
    planned: [
      'planned_and_finished',
      'policy_checking',
      'pending',
      'canceled',
      'errored',
    ],
    policy_checking: [
      'awaiting_approval',
      // Where the environment applies without a person.
      'approved',
      'policy_failed',
      'canceled',
      'errored',
    ],
    awaiting_approval: ['approved', 'discarded', 'canceled', 'errored'],
    // Back when an approval is withdrawn or expires before a worker begins.
    approved: [
      'applying',
      'awaiting_approval',
      'discarded',
      'canceled',
      'errored',
    ],
    // No way back to `pending`: an apply is never retried by itself.
    applying: [
      'verifying',
      'applied',
      // The plan could no longer be applied, and nothing was.
      'discarded',
      'errored',
      'canceled',
      'outcome_unknown',
    ],
    verifying: ['applied', 'errored', 'outcome_unknown'],
    planned_and_finished: [],
    applied: [],
    discarded: [],
    canceled: [],
    errored: [],
    policy_failed: [],
    outcome_unknown: [],
  };

/** @public */
export function isTerminal(state: RunState): state is TerminalRunState {
  return (TERMINAL_RUN_STATES as readonly RunState[]).includes(state);
}

/** @public */
export function canTransition(from: RunState, to: RunState): boolean {
  return RUN_TRANSITIONS[from].includes(to);
}

/** A step of a run, as the run page shows it. @public */
export type StageName =
  | 'fetch'
  | 'init'
  | 'fmt'
  | 'validate'
  | 'plan'
  | 'approval'
  | 'apply';

/** @public */
export type StageStatus =
  | 'pending'
  | 'running'
  | 'passed'
  | 'warned'
  | 'failed'
  | 'skipped';

/** @public */
export interface Stage {
  name: StageName;
  status: StageStatus;
  /** ISO 8601, UTC. */
  startedAt?: string;
  /** ISO 8601, UTC. */
  finishedAt?: string;
  /** One redacted sentence, such as `1 file needs formatting: main.tf`. */
  message?: string;
}
