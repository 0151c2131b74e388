import {
  describeBuiltIn,
  say,
  type CheckGroup,
  type CheckStanding,
  type EnvironmentFacts,
  type EnvironmentReadiness,
  type NextStep,
  type ReadinessReason,
  type ReadinessVerdict,
  type GroupGlyph,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import {
  NO_COUNTS,
  minutesAgo,
  anEnvironment,
  aRun,
  aWaitingRun,
} from './fixtures';

/** How an environment may stand, in the words of whoever looks at it. */
export type EnvironmentScene =
  | 'ready'
  | 'pending_changes'
  | 'stale'
  | 'never_planned'
  | 'drifted'
  | 'check_failed';

const SCENE_VERDICTS = {
  ready: 'READY',
  pending_changes: 'AT_RISK',
  stale: 'UNPROVEN',
  never_planned: 'UNPROVEN',
  drifted: 'BLOCKED',
  check_failed: 'UNPROVEN',
} as const satisfies Record<EnvironmentScene, ReadinessVerdict>;

/** How an environment stands, with the whole of the runs that say so. */
export type StagedReadiness = EnvironmentReadiness &
  Pick<
    EnvironmentFacts,
    'lastRun' | 'lastPlan' | 'lastApply' | 'lastDriftCheck'
  >;

/** Something required failed, unless told otherwise. */
export function aReason(
  changes: Partial<ReadinessReason> & { step?: NextStep } = {},
): ReadinessReason {
  const { step, ...reason } = changes;
  const title = reason.title ?? 'Drift';
  const summary = reason.summary ?? 'Something is wrong';
  return {
    verdict: 'BLOCKED',
    kind: 'failed',
    checkId: 'drift.current',
    title,
    summary,
    message: `${title}: ${summary}`,
    purposes: ['promote'],
    ...(step ? { next: { label: step, step } } : {}),
    ...reason,
  };
}

const CHECKS: Array<[string, CheckGroup, string]> = [
  ['source.layout', 'source', 'Source and directory'],
  ['lint.validate', 'source', 'Validity'],
  ['plan.current', 'plan', 'Current plan'],
  ['changes.deployed', 'plan', 'Undeployed changes'],
  ['drift.current', 'drift', 'Drift'],
  ['secrets.reachable', 'secrets', 'Secrets reachable'],
  ['owner.known', 'governance', 'Owner'],
];

/** Every check passes, but for the ones that the scene is about. */
function standingsIn(scene: EnvironmentScene): CheckStanding[] {
  const failing: Partial<Record<EnvironmentScene, [string, GroupGlyph][]>> = {
    drifted: [
      ['drift.current', 'fail'],
      ['changes.deployed', 'warn'],
    ],
    stale: [['drift.current', 'unknown']],
    check_failed: [['drift.current', 'error']],
    pending_changes: [['changes.deployed', 'warn']],
    never_planned: CHECKS.map(([checkId]) => [checkId, 'unknown']),
  };
  return CHECKS.map(([checkId, group, title]) => ({
    checkId,
    group,
    title,
    standing:
      failing[scene]?.find(([failed]) => failed === checkId)?.[1] ?? 'pass',
    observedAt: minutesAgo(41),
  }));
}

/** An environment that stands so, everything else as that implies. */
export function aReadiness(
  scene: EnvironmentScene,
  name = 'staging',
): StagedReadiness {
  const lastApply = aRun({
    environment: name,
    number: 7,
    operation: 'plan-and-apply',
    state: 'applied',
    createdAt: minutesAgo(130),
    finishedAt: minutesAgo(128),
  });
  const lastPlan = aRun({ environment: name });
  const lastDriftCheck = aRun({
    environment: name,
    number: 14,
    operation: 'drift-check',
    trigger: 'schedule',
    createdBy: 'plugin:iac',
  });
  const verdict = SCENE_VERDICTS[scene];
  const base: StagedReadiness = {
    environment: anEnvironment({ name }),
    verdict,
    readyFor: {
      plan: 'READY',
      apply: 'READY',
      promote: verdict,
      rollback: 'READY',
    },
    reasons: [],
    standings: standingsIn(scene),
    waivers: [],
    since: minutesAgo(41),
    drift: {
      status: 'clean',
      count: 0,
      checkedAt: minutesAgo(41),
      stale: false,
      runId: lastDriftCheck.id,
      addresses: [],
    },
    lastRun: lastDriftCheck,
    lastPlan,
    lastApply,
    lastDriftCheck,
    activeRuns: [],
    awaitingApproval: [],
    unclosed: [],
    toReview: [],
  };
  const failedCheck: Run = {
    ...lastDriftCheck,
    state: 'errored',
    error: {
      message: "The state is locked by 'guest@laptop'",
      nextStep: 'Wait for that person to finish, then check again',
    },
  };
  const undeployed = {
    verdict: 'AT_RISK',
    kind: 'warning',
    checkId: 'changes.deployed',
    title: 'Undeployed changes',
    step: 'review-plan',
  } as const;
  switch (scene) {
    case 'drifted':
      return {
        ...base,
        reasons: [
          aReason({
            ...say('checks.drift.current.named', {
              count: 2,
              addresses:
                'module.compute.sandbox_database.main, module.networking.sandbox_network.main',
            }),
            step: 'review-drift',
            runId: lastDriftCheck.id,
          }),
          aReason({
            ...undeployed,
            ...say('checks.changes.deployed.waitsWith', {
              number: 481,
              changes: [
                say('checks.counts.create', { number: 3 }).said,
                say('checks.counts.update', { number: 2 }).said,
                say('checks.counts.replace', { number: 1 }).said,
              ],
            }),
            runId: `${name}-481`,
          }),
        ],
        drift: {
          ...base.drift,
          status: 'drifted',
          count: 2,
          since: minutesAgo(200),
          addresses: [
            'module.compute.sandbox_database.main',
            'module.networking.sandbox_network.main',
          ],
        },
        lastPlan: aWaitingRun({ environment: name }),
        activeRuns: [aWaitingRun({ environment: name })],
        awaitingApproval: [aWaitingRun({ environment: name })],
      };
    case 'stale':
      return {
        ...base,
        reasons: [
          aReason({
            verdict,
            kind: 'unknown',
            ...say('checks.drift.current.overtaken', { number: 7 }),
            step: 'check-drift',
          }),
        ],
        drift: { ...base.drift, stale: true, checkedAt: minutesAgo(3000) },
        activeRuns: [
          aRun({
            environment: name,
            number: 15,
            state: 'planning',
            startedAt: minutesAgo(0.6),
            finishedAt: undefined,
          }),
        ],
      };
    case 'check_failed':
      return {
        ...base,
        reasons: [
          aReason({
            verdict,
            kind: 'error',
            ...say('checks.broken.because', {
              error: "the state is locked by 'guest@laptop'",
            }),
            step: 'read-log',
            runId: lastDriftCheck.id,
          }),
        ],
        drift: {
          ...base.drift,
          status: 'failed',
          count: undefined,
          addresses: [],
        },
        lastRun: failedCheck,
        lastDriftCheck: failedCheck,
      };
    case 'never_planned':
      return {
        ...base,
        reasons: (['plan.current', 'lint.validate'] as const).map(checkId =>
          aReason({
            verdict,
            kind: 'unknown',
            checkId,
            title: describeBuiltIn(checkId).title,
            ...say('checks.noRun'),
            step: 'plan',
          }),
        ),
        drift: { status: 'unknown', stale: true, addresses: [] },
        lastRun: undefined,
        lastPlan: undefined,
        lastApply: undefined,
        lastDriftCheck: undefined,
      };
    case 'pending_changes':
      return {
        ...base,
        reasons: [
          aReason({
            ...undeployed,
            ...say('checks.changes.deployed.notAppliedWith', {
              number: 12,
              changes: [say('checks.counts.update', { number: 2 }).said],
            }),
            runId: lastPlan.id,
          }),
        ],
        lastPlan: { ...lastPlan, counts: { ...NO_COUNTS, update: 2 } },
      };
    default:
      return base;
  }
}
