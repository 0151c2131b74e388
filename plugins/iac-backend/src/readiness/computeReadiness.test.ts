import type { Run, Verdict } from '@backstage-iac/plugin-iac-common';
import { NO_COUNTS } from '../__testUtils__/ScriptedEngine';
import { computeReadiness, type ReadinessInput } from './computeReadiness';

const NOW = new Date('2026-03-02T12:00:00Z');

function hoursAgo(hours: number): string {
  return new Date(NOW.getTime() - hours * 3600_000).toISOString();
}

function run(overrides: Partial<Run>): Run {
  return {
    id: `run-${overrides.number ?? 1}`,
    number: 1,
    environment: 'staging',
    operation: 'plan-only',
    state: 'planned_and_finished',
    trigger: 'user',
    createdBy: 'user:default/mock',
    createdAt: hoursAgo(3),
    finishedAt: hoursAgo(3),
    stages: [],
    hasChanges: false,
    attempt: 1,
    ...overrides,
  };
}

const plan = run({ number: 2 });
const changes = run({
  number: 2,
  hasChanges: true,
  counts: { ...NO_COUNTS, create: 2, replace: 1 },
});
const applied = run({
  number: 5,
  operation: 'plan-and-apply',
  state: 'applied',
  hasChanges: true,
  approvedAt: hoursAgo(0.5),
  finishedAt: hoursAgo(0.5),
});
const failedCheck = run({
  number: 6,
  operation: 'drift-check',
  state: 'errored',
  error: { message: 'No network' },
});

const clean: ReadinessInput['driftAnswer'] = {
  status: 'clean',
  count: 0,
  undeployedChanges: 0,
  addresses: [],
  runId: 'check',
  checkedAt: hoursAgo(1),
};
const drifted = {
  ...clean,
  status: 'drifted' as const,
  count: 2,
  addresses: ['a.b', 'c.d'],
  since: hoursAgo(30),
};

const environment: ReadinessInput['environment'] = {
  name: 'staging',
  tier: 'standard',
  labels: {},
  source: 'platform',
  directory: 'infra',
  stateType: 'local',
  driftCron: '0 2 * * *',
  protection: {
    approvals: {
      required: 1,
      approvers: [],
      requesterMayApprove: true,
      authorMayApprove: true,
      expiresAfterSeconds: 86_400,
    },
    apply: 'manual',
    reasonRequired: false,
    ticketRequired: false,
    guardedResources: [],
    freezeWindows: [],
    breakGlass: true,
  },
};

const good: Partial<ReadinessInput> = {
  lastPlan: plan,
  lastAttempt: plan,
  driftAnswer: clean,
};

/** Applied against the rules, and to be reviewed by then. */
function broken(reviewDueAt: string): Run {
  return {
    ...run({ number: 8, state: 'applied' }),
    stages: [{ name: 'apply', status: 'passed' }],
    breakGlass: {
      requestedBy: 'user:default/ada',
      reason: 'Site is down',
      requestedAt: '2026-11-01T00:00:00.000Z',
      expiresAt: '2026-11-01T01:00:00.000Z',
      confirmedBy: 'user:default/ben',
      confirmedAt: '2026-11-01T00:10:00.000Z',
      reviewDueAt,
    },
  };
}

describe('computeReadiness', () => {
  it('says when the review of a broken glass is overdue', () => {
    const details = [
      '2020-01-01T00:00:00.000Z',
      '2120-01-01T00:00:00.000Z',
    ].map(
      due =>
        computeReadiness({
          environment,
          now: NOW,
          freshnessSeconds: 3600,
          activeRuns: [],
          unclosed: [],
          ...good,
          toReview: [broken(due)],
        }).reasons[0].detail,
    );
    expect(details[0]).toMatch(/^Overdue since 2020.*Site is down/);
    expect(details[1]).toMatch(/^Due by 2120/);
  });

  it.each<[string, Partial<ReadinessInput>, Array<[Verdict, string, string]>]>([
    [
      'all is well',
      good,
      [['ready', 'No drift, and nothing left to apply', 'none']],
    ],
    [
      'nothing is known',
      {},
      [
        ['never_planned', 'Nobody has planned', 'plan'],
        ['stale', 'Drift was never checked', 'check-drift'],
      ],
    ],
    [
      'the first runs are under way',
      {
        activeRuns: [
          run({ number: 1, state: 'planning' }),
          run({ number: 2, state: 'pending', operation: 'drift-check' }),
        ],
      },
      [
        ['never_planned', 'run #1, is under way', 'watch'],
        ['stale', 'Drift was never checked', 'watch'],
      ],
    ],
    [
      'it drifted',
      { ...good, driftAnswer: drifted },
      [['drifted', '2 resources changed outside Terraform', 'review-drift']],
    ],
    [
      'the newest check failed, after drift',
      { ...good, driftAnswer: drifted, lastDriftCheck: failedCheck },
      [
        ['check_failed', 'Drift check #6 failed', 'read-log'],
        ['drifted', '2 resources', 'review-drift'],
      ],
    ],
    [
      'the only check failed',
      { ...good, driftAnswer: undefined, lastDriftCheck: failedCheck },
      [
        ['check_failed', 'Drift check #6 failed', 'read-log'],
        ['stale', 'Drift was never checked', 'check-drift'],
      ],
    ],
    [
      'the answer is old',
      { ...good, driftAnswer: { ...clean, checkedAt: hoursAgo(27) } },
      [['stale', 'longer ago than 26 hours', 'check-drift']],
    ],
    [
      'an apply came after the answer',
      {
        ...good,
        driftAnswer: drifted,
        lastPlan: applied,
        lastAttempt: applied,
        lastApply: applied,
      },
      [['stale', 'not checked since the last apply', 'check-drift']],
    ],
    [
      'a plan was not applied',
      {
        lastPlan: { ...changes, finishedAt: hoursAgo(0.5) },
        driftAnswer: clean,
      },
      [
        [
          'pending_changes',
          'The plan of run #2 was not applied',
          'review-plan',
        ],
      ],
    ],
    [
      'a newer check finds that nothing is left of the plan',
      { ...good, lastPlan: changes },
      [['ready', 'No drift', 'none']],
    ],
    [
      'a newer check finds changes that were not applied',
      { ...good, driftAnswer: { ...clean, undeployedChanges: 1 } },
      [['pending_changes', '1 change that was not applied', 'plan']],
    ],
    [
      'the glass was broken and nobody looked yet',
      { ...good, toReview: [broken('2026-12-24T00:00:00.000Z')] },
      [
        [
          'check_failed',
          'Run #8 was applied by break-glass',
          'review-break-glass',
        ],
      ],
    ],
    [
      'the glass was broken for nothing',
      {
        ...good,
        toReview: [
          { ...broken('2026-12-24T00:00:00.000Z'), state: 'discarded' },
        ],
      },
      [['ready', 'No drift', 'none']],
    ],
    [
      'a plan waits for a person',
      { ...good, activeRuns: [run({ number: 9, state: 'awaiting_approval' })] },
      [['pending_changes', 'run #9 waits for approval', 'review-plan']],
    ],
    [
      'the last plan failed',
      {
        ...good,
        lastAttempt: run({ number: 7, state: 'errored' }),
      },
      [['check_failed', 'The plan of run #7 failed', 'read-log']],
    ],
    [
      'nobody knows what an apply did',
      {
        ...good,
        lastAttempt: run({ number: 8, state: 'outcome_unknown' }),
        unclosed: [run({ number: 8, state: 'outcome_unknown' })],
      },
      [['check_failed', 'run #8 ended without telling', 'close-run']],
    ],
    [
      'a person said that an apply had failed',
      {
        ...good,
        lastAttempt: run({
          number: 8,
          state: 'outcome_unknown',
          closed: { as: 'failed', by: 'user:default/a', at: NOW.toISOString() },
        }),
      },
      [['check_failed', 'run #8 failed', 'plan']],
    ],
    [
      'a person said that an apply was done',
      {
        ...good,
        lastAttempt: run({
          number: 8,
          state: 'outcome_unknown',
          closed: {
            as: 'applied',
            by: 'user:default/a',
            at: NOW.toISOString(),
          },
        }),
      },
      [['ready', 'No drift', 'none']],
    ],
    [
      'the definition is broken',
      { environment: { ...environment, problem: 'No directory' } },
      [['check_failed', 'cannot run as it is configured', 'none']],
    ],
  ])('%s', (_, input, expected) => {
    const readiness = computeReadiness({
      environment,
      now: NOW,
      freshnessSeconds: 26 * 3600,
      activeRuns: [],
      unclosed: [],
      toReview: [],
      ...input,
    });
    expect(readiness.reasons).toEqual(
      expected.map(([verdict, message, next]) =>
        expect.objectContaining({
          verdict,
          message: expect.stringContaining(message),
          next,
        }),
      ),
    );
    expect(readiness.verdict).toBe(expected[0][0]);
  });

  it('never passes on an answer that an apply has overtaken', () => {
    const { drift } = computeReadiness({
      environment,
      now: NOW,
      freshnessSeconds: 3600,
      activeRuns: [],
      unclosed: [],
      toReview: [],
      driftAnswer: drifted,
      lastApply: applied,
    });
    expect(drift).toMatchObject({
      status: 'unknown',
      count: undefined,
      stale: true,
      addresses: [],
    });
  });
});
