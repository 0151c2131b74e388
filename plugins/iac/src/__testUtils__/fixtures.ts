import {
  safeText,
  type AttributeValue,
  type Environment,
  type LogChunk,
  type PlanCounts,
  type ResourceChange,
  type Run,
  type RunPlan,
  type Stage,
  type StageName,
} from '@backstage-iac/plugin-iac-common';

export const NO_COUNTS: PlanCounts = {
  create: 0,
  update: 0,
  delete: 0,
  replace: 0,
  read: 0,
  noop: 0,
  import: 0,
  move: 0,
  forget: 0,
  outputs: 0,
  deferred: 0,
  drifted: 0,
  failedChecks: 0,
};

/** A time so many minutes ago. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function anEnvironment(changes: Partial<Environment> = {}): Environment {
  const name = changes.name ?? 'staging';
  return {
    name,
    title: undefined,
    tier: 'standard',
    owner: 'group:default/platform-leads',
    labels: { region: 'west' },
    source: 'platform',
    directory: `infra/environments/${name}`,
    stateType: 'local',
    driftCron: '0 2 * * *',
    nextDriftCheckAt: minutesAgo(-300),
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
    ...changes,
  };
}

export function aRun(changes: Partial<Run> = {}): Run {
  const number = changes.number ?? 12;
  const environment = changes.environment ?? 'staging';
  return {
    id: `${environment}-${number}`,
    number,
    environment,
    operation: 'plan-only',
    state: 'planned_and_finished',
    trigger: 'user',
    createdBy: 'user:default/guest',
    createdAt: minutesAgo(42),
    startedAt: minutesAgo(42),
    finishedAt: minutesAgo(41.9),
    commit: {
      commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
      ref: 'main',
      dirty: false,
      author: 'guest',
      message: 'Resize the database',
    },
    tool: { product: 'terraform', version: '1.11.4' },
    stages: someStages(),
    counts: NO_COUNTS,
    hasChanges: false,
    attempt: 1,
    ...changes,
  };
}

/** A plan that replaces a database, and waits for a person. */
export function aWaitingRun(changes: Partial<Run> = {}): Run {
  return aRun({
    number: 481,
    environment: 'production',
    operation: 'plan-and-apply',
    state: 'awaiting_approval',
    createdAt: minutesAgo(12),
    startedAt: minutesAgo(12),
    finishedAt: undefined,
    reason: 'CHG-2214',
    stages: [
      ...someStages(),
      { name: 'approval', status: 'running', startedAt: minutesAgo(11.8) },
      { name: 'apply', status: 'pending' },
    ],
    counts: { ...NO_COUNTS, replace: 1, update: 2, create: 3, outputs: 1 },
    hasChanges: true,
    digests: {
      planFile:
        '7be1a08c5f0b4f6c9c1e40f7f62b44a0d0a2f2b6f55fd2c3c5ea2a0f4f8e90aa',
      variableSet:
        '11aa22bb33cc44dd55ee66ff778899001122334455667788990011223344ff00',
      approval:
        'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00',
    },
    statePosition: { lineage: '0d4f', serial: 212 },
    ...changes,
  });
}

function someStages(): Stage[] {
  const at = (seconds: number) => minutesAgo(12 - seconds / 60);
  return [
    {
      name: 'fetch',
      status: 'passed',
      startedAt: at(0),
      finishedAt: at(0.4),
    },
    { name: 'init', status: 'passed', startedAt: at(0.4), finishedAt: at(1.2) },
    {
      name: 'fmt',
      status: 'warned',
      startedAt: at(1.2),
      finishedAt: at(1.3),
      message: '1 file needs formatting: main.tf',
    },
    {
      name: 'validate',
      status: 'passed',
      startedAt: at(1.3),
      finishedAt: at(1.6),
    },
    { name: 'plan', status: 'passed', startedAt: at(1.6), finishedAt: at(7.7) },
  ];
}

export const value = (json: unknown): AttributeValue => ({
  kind: 'value',
  json: JSON.stringify(json),
});
export const ABSENT: AttributeValue = { kind: 'absent' };

/** A database changed in place, unless told otherwise. */
export function aChange(changes: Partial<ResourceChange>): ResourceChange {
  const address = changes.address ?? 'module.compute.sandbox_database.main';
  return {
    address,
    moduleAddress: 'module.compute',
    type: 'sandbox_database',
    name: 'main',
    mode: 'managed',
    provider: 'registry.terraform.io/sandbox/sandbox',
    action: 'update',
    attributes: [],
    ...changes,
  };
}

/** Replaces a database, changes two objects, creates three. */
export function aPlan(): RunPlan {
  const changes = [
    aChange({
      action: 'delete-then-create',
      reason: 'replace_because_cannot_update',
      attributes: [
        {
          path: 'engine',
          before: value('postgres-14'),
          after: value('postgres-16'),
          forcesReplacement: true,
        },
        { path: 'storage_gb', before: value(200), after: value(400) },
        {
          path: 'password',
          before: { kind: 'sensitive' },
          after: { kind: 'sensitive' },
        },
        {
          path: 'endpoint',
          before: value('db.production.example:5432'),
          after: { kind: 'unknown' },
        },
      ],
    }),
    aChange({
      address: 'module.compute.sandbox_cluster.main',
      type: 'sandbox_cluster',
      attributes: [
        {
          path: 'node_pool["general"].max',
          before: value(6),
          after: value(9),
        },
      ],
    }),
    aChange({
      address: 'module.observability.sandbox_alert_rule.db["connections"]',
      moduleAddress: 'module.observability',
      type: 'sandbox_alert_rule',
      name: 'db',
      attributes: [{ path: 'threshold', before: value(80), after: value(120) }],
    }),
    aChange({
      address: 'module.compute.sandbox_service.ingress["api"]',
      type: 'sandbox_service',
      name: 'ingress',
      action: 'create',
      attributes: [
        { path: 'host', before: ABSENT, after: value('api.example') },
        { path: 'id', before: ABSENT, after: { kind: 'unknown' } },
        { path: 'token', before: ABSENT, after: { kind: 'sensitive' } },
      ],
    }),
    aChange({
      address: 'module.observability.sandbox_dashboard.db["replication"]',
      moduleAddress: 'module.observability',
      type: 'sandbox_dashboard',
      name: 'db',
      action: 'create',
    }),
    aChange({
      address: 'module.observability.sandbox_alert_rule.db["lag"]',
      moduleAddress: 'module.observability',
      type: 'sandbox_alert_rule',
      name: 'db',
      action: 'create',
    }),
  ];
  return {
    summary: {
      formatVersion: '1.2',
      terraformVersion: '1.11.4',
      hasChanges: true,
      applyable: true,
      complete: true,
      errored: false,
      counts: { ...NO_COUNTS, replace: 1, update: 2, create: 3, outputs: 1 },
      changes,
      drift: [],
      outputs: [
        { name: 'database_endpoint', action: 'update', sensitive: true },
      ],
      checks: [],
    },
  };
}

/** Somebody resized a database and widened a network by hand. */
export function aDriftPlan(): RunPlan {
  const outsideChanges = [
    aChange({
      attributes: [
        { path: 'storage_gb', before: value(200), after: value(500) },
        {
          path: 'password',
          before: { kind: 'sensitive' },
          after: { kind: 'sensitive' },
        },
      ],
    }),
    aChange({
      address: 'module.networking.sandbox_network.main',
      moduleAddress: 'module.networking',
      type: 'sandbox_network',
      attributes: [
        {
          path: 'tags["team"]',
          before: value('platform'),
          after: ABSENT,
        },
      ],
    }),
  ];
  return {
    summary: {
      ...aPlan().summary,
      hasChanges: false,
      counts: { ...NO_COUNTS, drifted: 2 },
      changes: [],
      outputs: [],
      drift: outsideChanges,
    },
    drift: {
      status: 'drifted',
      outsideChanges,
      undeployedChanges: 0,
      failedChecks: [],
    },
  };
}

/** One line of log per stage, in order, with the cursors 1, 2, 3 … */
export function aLog(...stages: StageName[]): LogChunk[] {
  return stages.map((stage, index) => ({
    cursor: index + 1,
    stage,
    at: minutesAgo(12 - index),
    text: safeText`Terraform runs ${stage}\n`,
  }));
}
