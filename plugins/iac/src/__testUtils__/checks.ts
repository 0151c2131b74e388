import {
  advise,
  describeBuiltIn,
  measure,
  say,
  type BuiltInCheckId,
  type CheckCounts,
  type EnvironmentCheck,
  type ReadinessChanges,
  type ReadinessDetail,
  type ReadinessPurpose,
  type ReadinessTimeline,
  type ReadinessVerdict,
  type Sentence,
} from '@backstage-iac/plugin-iac-common';
import { minutesAgo } from './fixtures';

const ALL_PURPOSES: ReadinessPurpose[] = [
  'plan',
  'apply',
  'promote',
  'rollback',
];

const NO_CHECKS: CheckCounts = {
  fail: 0,
  error: 0,
  stale: 0,
  unknown: 0,
  warn: 0,
  waived: 0,
  pass: 0,
  'not-applicable': 0,
};

/** @param verdict - for all that an environment may be ready for */
function forAll(verdict: ReadinessVerdict) {
  return {
    plan: verdict,
    apply: verdict,
    promote: verdict,
    rollback: verdict,
  };
}

/** Nothing has been looked at, and so nothing is proved, unless told otherwise. */
export function aReadinessDetail(
  changes: Partial<ReadinessDetail> = {},
): ReadinessDetail {
  const verdict = changes.verdict ?? 'UNPROVEN';
  return {
    environment: 'staging',
    tier: 'standard',
    verdict,
    readyFor: forAll(verdict),
    reasonCount: changes.reasons?.length ?? 0,
    groups: {},
    counts: NO_CHECKS,
    drift: { status: 'unknown' },
    since: minutesAgo(180),
    evaluatedAt: minutesAgo(1),
    reasons: [],
    policyVersion: 1,
    checks: [],
    ...changes,
  };
}

/** A check of the suite that passes, unless told otherwise. */
function aCheck(
  id: BuiltInCheckId,
  check: Partial<EnvironmentCheck['check']>,
  result: Partial<EnvironmentCheck['result']> & Sentence,
  rest: Partial<Pick<EnvironmentCheck, 'freshness' | 'waiver'>> = {},
): EnvironmentCheck {
  return {
    check: {
      ...describeBuiltIn(id),
      group: 'drift',
      required: true,
      purposes: ALL_PURPOSES,
      freshnessSeconds: 86_400,
      remediation: advise('checks.drift.current.doReview'),
      ...check,
    },
    result: {
      checkId: id,
      status: 'pass',
      evidence: [],
      observedAt: minutesAgo(120),
      producer: 'iac',
      ...result,
    },
    freshness: 'fresh',
    ...rest,
  };
}

export const DRIFTED = aCheck(
  'drift.current',
  {},
  {
    status: 'fail',
    ...say('checks.drift.current.changed', { count: 2 }),
    ...measure(
      say('checks.drift.current.resources', { number: 2 }),
      say('checks.drift.current.resources', { number: 0 }),
    ),
    runId: 'production-14',
  },
);

/** An environment that is blocked, with a check of every kind. */
export function aBlockedDetail(): ReadinessDetail {
  return aReadinessDetail({
    environment: 'production',
    verdict: 'BLOCKED',
    readyFor: { ...forAll('BLOCKED'), plan: 'READY', rollback: 'AT_RISK' },
    checks: [
      aCheck(
        'source.layout',
        { group: 'source', remediation: advise('checks.source.layout.do') },
        say('checks.source.layout.found', { directory: 'infra/production' }),
      ),
      aCheck(
        'state.lock',
        { group: 'plan', remediation: advise('checks.state.lock.do') },
        {
          status: 'warn',
          ...say('checks.state.lock.heldLong', { who: 'ada@laptop' }),
          ...measure(
            say('checks.state.lock.since', { time: '08:40' }),
            say('checks.state.lock.limit', { long: 30, most: 120 }),
          ),
        },
        { freshness: 'aging' },
      ),
      DRIFTED,
      aCheck(
        'secrets.reachable',
        {
          group: 'secrets',
          remediation: advise('checks.secrets.reachable.do'),
        },
        {
          ...say('checks.secrets.reachable.all', { count: 3 }),
          observedAt: minutesAgo(6_000),
        },
        { freshness: 'stale' },
      ),
      aCheck(
        'secrets.rotation',
        {
          group: 'secrets',
          required: false,
          remediation: advise('checks.secrets.rotation.do'),
        },
        {
          status: 'unknown',
          ...say('checks.secrets.rotation.unknown', {
            variables: 'db_password',
          }),
        },
      ),
      aCheck(
        'owner.known',
        { group: 'governance', remediation: advise('checks.owner.known.do') },
        {
          status: 'error',
          ...say('checks.broken.because', {
            error: 'ETIMEDOUT 10.0.0.7:7007',
          }),
          lastKnown: {
            status: 'pass',
            ...say('checks.owner.known.owned', {
              owner: 'group:default/platform-leads',
            }),
            observedAt: minutesAgo(2_000),
          },
        },
      ),
    ],
  });
}

/** Drift came since. */
export function someChanges(): ReadinessChanges {
  return {
    verdict: 'BLOCKED',
    lastReady: { from: minutesAgo(5_000), until: minutesAgo(180) },
    changes: [
      {
        checkId: 'drift.current',
        title: 'Drift',
        before: {
          standing: 'pass',
          ...say('checks.drift.current.clean'),
        },
        now: {
          standing: 'fail',
          ...say('checks.drift.current.changed', { count: 2 }),
        },
      },
    ],
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** 90 days of which the last ones are as they are now. */
export function aTimeline(verdict: ReadinessVerdict): ReadinessTimeline {
  const now = Date.now();
  const daysAgo = (days: number) => new Date(now - days * DAY_MS).toISOString();
  return {
    from: daysAgo(90),
    to: daysAgo(0),
    periods: [
      { verdict: 'READY', from: daysAgo(81), to: daysAgo(64) },
      { verdict: 'AT_RISK', from: daysAgo(64), to: daysAgo(61) },
      { verdict: 'READY', from: daysAgo(61), to: daysAgo(33) },
      { verdict: 'BLOCKED', from: daysAgo(33), to: daysAgo(31.5) },
      { verdict: 'READY', from: daysAgo(31.5), to: daysAgo(4) },
      { verdict, from: daysAgo(4), to: daysAgo(0) },
    ],
    marks: [
      { kind: 'applied', at: daysAgo(64), runId: 'production-7', number: 7 },
      {
        kind: 'drift-began',
        at: daysAgo(33),
        runId: 'production-14',
        number: 14,
      },
      { kind: 'drift-ended', at: daysAgo(31.5) },
      { kind: 'applied', at: daysAgo(31.4), runId: 'production-7', number: 7 },
      {
        kind: 'apply-failed',
        at: daysAgo(12),
        runId: 'production-480',
        number: 480,
      },
    ],
  };
}
