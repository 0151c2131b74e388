import type { Run } from '@backstage-iac/plugin-iac-common';
import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { aRun, NO_COUNTS } from '../plugins/iac/src/__testUtils__/fixtures';
import { migrate } from '../plugins/iac-backend/src/database/migrate';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** How environments stand, in turn: most are well, some never ran. */
const FATES = [
  ...['calm', 'calm', 'pending', 'calm', 'drifted', 'calm', 'calm'],
  ...['overdue', 'calm', 'broken', 'calm', 'calm', 'new'],
] as const;

type Fate = (typeof FATES)[number];

/**
 * An apply, a plan and a drift check of each environment, with no Terraform run
 * for them: the portal's own checks judge what they read of it.
 *
 * @param folder - of the portal's databases, before it starts
 */
export async function writeHistory(
  folder: string,
  environments: string[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: path.join(folder, 'iac.sqlite'),
    useNullAsDefault: true,
  });
  try {
    await migrate(knex);
    for (const [index, name] of environments.entries()) {
      const fate = FATES[index % FATES.length];
      if (fate !== 'new') await writeRuns(knex, name, fate);
    }
  } finally {
    await knex.destroy();
  }
}

async function writeRuns(
  knex: Knex,
  environment: string,
  fate: Exclude<Fate, 'new'>,
): Promise<void> {
  const now = Date.now();
  const day = fate === 'overdue' ? now - 30 * DAY_MS : now;
  const at = (minutes: number) =>
    new Date(day - minutes * MINUTE_MS).toISOString();
  const common = {
    environment,
    statePosition: { lineage: 'bench', serial: 7 },
    // The fixture's code needs formatting; here it is so for some.
    ...(fate === 'pending'
      ? {}
      : {
          stages: aRun().stages.map(stage => ({
            ...stage,
            status: 'passed' as const,
            message: undefined,
          })),
        }),
  };
  const runs: Run[] = [
    aRun({
      ...common,
      id: randomUUID(),
      number: 1,
      operation: 'plan-and-apply',
      state: 'applied',
      hasChanges: true,
      counts: { ...NO_COUNTS, create: 16 },
      approvedBy: 'user:default/grace',
      approvedAt: at(171),
      createdAt: at(180),
      finishedAt: at(170),
    }),
    aRun({
      ...common,
      id: randomUUID(),
      number: 2,
      hasChanges: fate === 'pending',
      counts: { ...NO_COUNTS, update: fate === 'pending' ? 2 : 0 },
      createdAt: at(61),
      finishedAt: at(60),
    }),
    aRun({
      ...common,
      id: randomUUID(),
      number: 3,
      operation: 'drift-check',
      trigger: 'schedule',
      createdBy: 'plugin:iac',
      state: fate === 'broken' ? 'errored' : 'planned_and_finished',
      error:
        fate === 'broken'
          ? { message: 'The state is locked by guest@laptop since 09:40' }
          : undefined,
      createdAt: at(31),
      finishedAt: at(30),
    }),
  ];
  for (const run of runs) await knex('iac_runs').insert(toRow(run));
  const addresses =
    fate === 'drifted'
      ? [
          'module.compute.sandbox_database.main',
          'module.compute.sandbox_cluster.main',
        ]
      : [];
  await knex('iac_environment_state').insert({
    environment,
    // The schedule has nothing to catch up on: no run gets in the way.
    drift_slot_at: new Date(now).toISOString(),
    drift_status: addresses.length > 0 ? 'drifted' : 'clean',
    drift_count: addresses.length,
    undeployed_changes: fate === 'pending' ? 2 : 0,
    drift_addresses: JSON.stringify(addresses),
    drift_run_id: runs[2].id,
    drift_checked_at: at(30),
    drift_since: addresses.length > 0 ? at(2000) : null,
    drift_check_number: 3,
  });
}

function toRow(run: Run): Record<string, unknown> {
  const json = (value: unknown) =>
    value === undefined ? null : JSON.stringify(value);
  return {
    id: run.id,
    environment: run.environment,
    number: run.number,
    operation: run.operation,
    changing: run.operation === 'plan-and-apply',
    state: run.state,
    trigger: run.trigger,
    created_by: run.createdBy,
    created_at: run.createdAt,
    started_at: run.createdAt,
    finished_at: run.finishedAt,
    approved_by: run.approvedBy,
    approved_at: run.approvedAt,
    has_changes: run.hasChanges,
    attempt: 1,
    stages: json(run.stages),
    commit: json(run.commit),
    tool: json(run.tool),
    counts: json(run.counts),
    state_position: json(run.statePosition),
    error: json(run.error),
  };
}
