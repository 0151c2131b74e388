import type {
  DriftEpisode,
  DriftResolution,
  DriftResult,
  IgnoreDriftRule,
  OutsideChange,
  RunPlan,
} from '@backstage-iac/plugin-iac-common';
import { ABSENT, aChange, aDriftPlan, minutesAgo, value } from './fixtures';
import { ADA, GRACE } from './people';

/** What production was applied at, and what waits there. */
export const APPLIED_COMMIT = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
const HEAD_COMMIT = 'f00dcafe4e5f60718293a4b5c6d7e8f901234567';
const HOUR = 60;
const DAY = 24 * HOUR;

const DATABASE: OutsideChange = {
  ...aChange({
    attributes: [{ path: 'storage_gb', before: value(200), after: value(500) }],
  }),
  severity: 'medium',
};

const NETWORK: OutsideChange = {
  ...aChange({
    address: 'module.networking.sandbox_network.main',
    moduleAddress: 'module.networking',
    type: 'sandbox_network',
    action: 'delete',
    attributes: [{ path: 'cidr', before: value('10.0.0.0/16'), after: ABSENT }],
  }),
  severity: 'high',
};

const AUTOSCALED: OutsideChange = {
  ...aChange({
    address: 'module.compute.sandbox_cluster.main',
    type: 'sandbox_cluster',
    attributes: [
      { path: 'node_pool["general"].size', before: value(3), after: value(7) },
    ],
  }),
  severity: 'medium',
};

const ALERT = aChange({
  address: 'module.observability.sandbox_alert_rule.db["lag"]',
  moduleAddress: 'module.observability',
  type: 'sandbox_alert_rule',
  name: 'db',
  action: 'create',
  attributes: [{ path: 'threshold', before: ABSENT, after: value(30) }],
});

const AUTOSCALER: IgnoreDriftRule = {
  id: 'autoscaler',
  address: 'module.compute.sandbox_cluster.*',
  attributes: ['node_pool*.size'],
  reason: 'The autoscaler sizes the pools',
  owner: 'group:default/platform-leads',
  ticket: 'CHG-1900',
  expiresAt: '2030-03-01T00:00:00Z',
};

/** A drift check that found something of every sort, unless told otherwise. */
export function aDriftResult(changes: Partial<DriftResult> = {}): DriftResult {
  const putBack = aChange({
    action: 'update',
    attributes: [{ path: 'storage_gb', before: value(500), after: value(200) }],
  });
  return {
    status: 'drifted',
    severity: 'high',
    outsideChanges: [NETWORK, DATABASE],
    ignored: [{ change: AUTOSCALED, rule: AUTOSCALER }],
    undeployedChanges: 2,
    undeployed: {
      basis: 'two-plans',
      appliedCommit: APPLIED_COMMIT,
      headCommit: HEAD_COMMIT,
      commit: 'moved',
      variables: 'moved',
      atApplied: [putBack],
      atHead: [putBack, ALERT],
      changes: [ALERT],
    },
    toolChange: {
      versions: [
        {
          name: 'registry.terraform.io/sandbox/sandbox',
          from: '1.4.0',
          to: '1.5.0',
        },
      ],
      changes: [],
      refreshed: [
        aChange({
          address: 'module.compute.sandbox_service.ingress["api"]',
          type: 'sandbox_service',
          name: 'ingress',
          attributes: [
            { path: 'http_version', before: ABSENT, after: value('h2') },
          ],
        }),
      ],
    },
    unexplained: [],
    bookkeeping: {
      outputs: ['database_endpoint'],
      moved: ['module.networking.sandbox_subnet.private'],
      imported: [],
      forgotten: [],
    },
    failedChecks: [
      {
        address: 'check.certificate',
        status: 'fail',
        messages: ['The certificate ends in 9 days.'],
      },
    ],
    unknownChecks: [],
    answers: {
      reapply: {
        changes: [{ ...NETWORK, action: 'create', attributes: [] }, putBack],
        counts: { create: 1, update: 1, delete: 0, replace: 0 },
      },
      accept: { changes: [NETWORK, DATABASE, AUTOSCALED] },
    },
    ...changes,
  };
}

export function aFullDriftPlan(changes: Partial<DriftResult> = {}): RunPlan {
  return { ...aDriftPlan(), drift: aDriftResult(changes) };
}

/** Nobody changed anything outside, and something waits to be deployed. */
export function aCleanDriftPlan(changes: Partial<DriftResult> = {}): RunPlan {
  const { severity, toolChange, answers, ...result } = aDriftResult();
  return {
    ...aDriftPlan(),
    drift: {
      ...result,
      status: 'clean',
      outsideChanges: [],
      ignored: [],
      bookkeeping: { outputs: [], moved: [], imported: [], forgotten: [] },
      failedChecks: [],
      answers: {
        reapply: {
          changes: [],
          counts: { create: 0, update: 0, delete: 0, replace: 0 },
        },
        accept: { changes: [] },
      },
      ...changes,
    },
  };
}

/** Going on since three hours, unless told otherwise. */
export function anEpisode(changes: Partial<DriftEpisode> = {}): DriftEpisode {
  return {
    id: 'going',
    environment: 'production',
    firstSeenAt: minutesAgo(3 * HOUR + 20),
    firstSeenBy: { runId: 'production-13', number: 13 },
    lastSeenAt: minutesAgo(41),
    lastCheck: {
      runId: 'production-14',
      number: 14,
      answer: 'drifted',
      at: minutesAgo(41),
    },
    severity: 'high',
    resources: [
      {
        address: NETWORK.address,
        severity: 'high',
        causes: ['changed', 'deleted'],
        attributes: ['tags["team"]'],
      },
      {
        address: DATABASE.address,
        severity: 'medium',
        causes: ['changed'],
        attributes: ['storage_gb'],
      },
    ],
    resourceCount: 2,
    appliedBefore: {
      runId: 'production-7',
      number: 7,
      operation: 'plan-and-apply',
      by: ADA,
      at: minutesAgo(5 * HOUR),
    },
    recurrence: { episodes: 2, lastEndedAt: minutesAgo(9 * DAY) },
    ...changes,
  };
}

/** One that ended so, so many days ago. */
export function anEndedEpisode(
  how: DriftResolution,
  days: number,
): DriftEpisode {
  const hours = 4;
  const at = minutesAgo(days * DAY);
  const isApply = how === 'reconciled' || how === 'accepted';
  return anEpisode({
    id: `${how} ${days}`,
    firstSeenAt: minutesAgo(days * DAY + hours * HOUR),
    lastSeenAt: minutesAgo(days * DAY + HOUR),
    severity: how === 'reconciled' ? 'medium' : 'low',
    resources: anEpisode().resources.slice(1),
    resourceCount: 1,
    appliedBefore: undefined,
    recurrence: { episodes: 0 },
    resolved: {
      how,
      at,
      secondsToRemediate: hours * HOUR * 60,
      ...(isApply && {
        by: {
          runId: 'production-6',
          number: 6,
          operation: how === 'accepted' ? 'refresh-only' : 'plan-and-apply',
          by: GRACE,
          at,
        },
      }),
    },
  });
}

/** One that goes on, and one page and a half of those before. */
export function someEpisodes(): DriftEpisode[] {
  return [
    anEpisode(),
    anEndedEpisode('reconciled', 9),
    anEndedEpisode('accepted', 20),
    anEndedEpisode('vanished', 34),
    anEndedEpisode('ignored', 51),
    anEndedEpisode('reconciled', 70),
    anEndedEpisode('reconciled', 88),
  ];
}
