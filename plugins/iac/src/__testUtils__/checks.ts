import type {
  CheckCounts,
  EnvironmentCheck,
  ReadinessChanges,
  ReadinessDetail,
  ReadinessPurpose,
  ReadinessTimeline,
  ReadinessVerdict,
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

function aCheck(
  check: Partial<EnvironmentCheck['check']> = {},
  result: Partial<EnvironmentCheck['result']> = {},
  rest: Partial<Pick<EnvironmentCheck, 'freshness' | 'waiver'>> = {},
): EnvironmentCheck {
  const id = check.id ?? 'drift.current';
  return {
    check: {
      id,
      group: 'drift',
      title: 'Drift',
      why: 'The next apply undoes what somebody changed by hand.',
      required: true,
      purposes: ALL_PURPOSES,
      freshnessSeconds: 86_400,
      needs: 'A drift check',
      remediation: { label: 'Review the drift' },
      ...check,
    },
    result: {
      checkId: id,
      status: 'pass',
      summary: 'Nothing was changed outside Terraform',
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
  {},
  {
    status: 'fail',
    summary: '2 resources were changed outside Terraform',
    value: '2 resources',
    threshold: '0 resources',
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
        {
          id: 'source.layout',
          group: 'source',
          title: 'Definition complete',
          remediation: { label: 'Complete the definition' },
        },
        { summary: 'The source holds what the definition names' },
      ),
      aCheck(
        {
          id: 'state.lock',
          group: 'plan',
          title: 'State lock',
          remediation: { label: 'See who holds the lock, and release it' },
        },
        {
          status: 'warn',
          summary: 'Held by ada@laptop for more than half an hour',
          value: 'since 08:40',
          threshold: '30 minutes, 120 at most',
        },
        { freshness: 'aging' },
      ),
      DRIFTED,
      aCheck(
        {
          id: 'secrets.reachable',
          group: 'secrets',
          title: 'Secrets reachable',
          remediation: { label: 'Make the source of the secrets reachable' },
        },
        { summary: '3 secrets reachable', observedAt: minutesAgo(6_000) },
        { freshness: 'stale' },
      ),
      aCheck(
        {
          id: 'secrets.rotation',
          group: 'secrets',
          title: 'Secret rotation',
          required: false,
          remediation: { label: 'Rotate the secret' },
        },
        {
          status: 'unknown',
          summary: 'No module tells when the secrets were rotated',
        },
      ),
      aCheck(
        {
          id: 'owner.known',
          group: 'governance',
          title: 'Owner known',
          remediation: { label: "Set 'owner' to an entity of the catalog" },
        },
        {
          status: 'error',
          summary: 'The check itself failed: the catalog did not answer',
          lastKnown: {
            status: 'pass',
            summary: 'group:default/platform-leads answers for it',
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
          summary: 'Nothing was changed outside Terraform',
        },
        now: {
          standing: 'fail',
          summary: '2 resources were changed outside Terraform',
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
