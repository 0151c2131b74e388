import type {
  Environment,
  EnvironmentReadiness,
  Run,
  SecretRotation,
  Verdict,
  VerdictReason,
} from '@backstage-iac/plugin-iac-common';
import type { DriftAnswer } from '../database/EnvironmentStateStore';
import { describeDrift, isSuperseded } from './drift';
import { failures } from './failures';
import { pendingChanges } from './pendingChanges';
import { rotationReasons } from './rotation';
import { unreviewed } from './unreviewed';

/** All that a verdict rests on. */
export interface ReadinessInput {
  environment: Environment;
  /** The database's time. */
  now: Date;
  freshnessSeconds: number;
  /** Last answer about drift, however old. */
  driftAnswer?: DriftAnswer;
  lastRun?: Run;
  /** Newest run of the environment's own ref that made a plan. */
  lastPlan?: Run;
  /** Newest run of the environment's own ref that ended, or failed to, other than a drift check. */
  lastAttempt?: Run;
  /** Newest run that applied its plan, at least in part. */
  lastApply?: Run;
  /** Newest drift check that ended with an answer or an error. */
  lastDriftCheck?: Run;
  activeRuns: Run[];
  /** Runs whose outcome is not known, and that nobody has closed. */
  unclosed: Run[];
  /** Runs for which the glass was broken and that nobody reviewed. */
  toReview: Run[];
  /** When the environment's policy of rotation is enforced. */
  secrets?: SecretRotation[];
}

/** From worst to best. */
const ORDER: readonly Verdict[] = [
  'check_failed',
  'drifted',
  'never_planned',
  'stale',
  'pending_changes',
  'ready',
];

/**
 * Is the environment ready, and if not, why, and what next? Everything that is
 * wrong is a reason, worst first, and the worst is the verdict. What is not
 * known is never taken for good.
 */
export function computeReadiness(input: ReadinessInput): EnvironmentReadiness {
  const drift = describeDrift(input);
  const reasons = [
    ...failures(input),
    ...unreviewed(input),
    ...drifted(input, drift),
    ...neverPlanned(input),
    ...stale(input, drift),
    ...pendingChanges(input),
    ...rotationReasons(input.secrets),
  ].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  if (reasons.length === 0) {
    reasons.push({
      verdict: 'ready',
      message: 'No drift, and nothing left to apply',
      next: 'none',
      runId: drift.runId,
    });
  }
  return {
    environment: input.environment,
    verdict: reasons[0].verdict,
    reasons,
    drift,
    lastRun: input.lastRun,
    lastPlan: input.lastPlan,
    lastAttempt: input.lastAttempt,
    lastApply: input.lastApply,
    lastDriftCheck: input.lastDriftCheck,
    activeRuns: input.activeRuns,
    awaitingApproval: input.activeRuns.filter(
      ({ state }) => state === 'awaiting_approval',
    ),
  };
}

function drifted(
  input: ReadinessInput,
  drift: EnvironmentReadiness['drift'],
): VerdictReason[] {
  if (drift.status !== 'drifted' && !isStillDrifted(input, drift)) return [];
  const { driftAnswer } = input;
  const count = driftAnswer?.count ?? 0;
  return [
    {
      verdict: 'drifted',
      message: `${countOf(count, 'resource')} changed outside Terraform`,
      detail: driftAnswer?.addresses.join(', ') || undefined,
      next: 'review-drift',
      runId: driftAnswer?.runId,
    },
  ];
}

/** A check that failed says nothing against the drift that the one before it saw. */
function isStillDrifted(
  input: ReadinessInput,
  drift: EnvironmentReadiness['drift'],
): boolean {
  return (
    drift.status === 'failed' &&
    input.driftAnswer?.status === 'drifted' &&
    !isSuperseded(input)
  );
}

function neverPlanned(input: ReadinessInput): VerdictReason[] {
  if (input.lastPlan || input.environment.problem) return [];
  const planning = input.activeRuns.find(
    ({ operation }) => operation !== 'drift-check',
  );
  return [
    planning
      ? {
          verdict: 'never_planned',
          message: `The first plan, run #${planning.number}, is under way`,
          next: 'watch',
          runId: planning.id,
        }
      : {
          verdict: 'never_planned',
          message: 'Nobody has planned this environment yet',
          next: 'plan',
        },
  ];
}

function stale(
  input: ReadinessInput,
  drift: EnvironmentReadiness['drift'],
): VerdictReason[] {
  if (!drift.stale || input.environment.problem) return [];
  const checking = input.activeRuns.find(
    ({ operation }) => operation === 'drift-check',
  );
  return [
    {
      verdict: 'stale',
      message: staleMessage(input, drift),
      detail: checking
        ? `Drift check #${checking.number} is under way`
        : undefined,
      next: checking ? 'watch' : 'check-drift',
      runId: checking?.id ?? drift.runId,
    },
  ];
}

function staleMessage(
  input: ReadinessInput,
  drift: EnvironmentReadiness['drift'],
): string {
  if (!drift.checkedAt) return 'Drift was never checked';
  if (isSuperseded(input)) return 'Drift was not checked since the last apply';
  return `Drift was last checked at ${drift.checkedAt}, longer ago than ${hours(
    input.freshnessSeconds,
  )}`;
}

function hours(seconds: number): string {
  return seconds < 3600
    ? countOf(Math.round(seconds / 60), 'minute')
    : countOf(Math.round(seconds / 3600), 'hour');
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
