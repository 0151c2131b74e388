// @ts-check

/**
 * Approvals, people's words on runs, and what is known of runs that did not end
 * in order.
 *
 * The unique indexes of the queue say more exactly what may not happen twice:
 *
 * - `iac_runs_changing_slot`: one run per environment whose plan is approved or
 *   being applied. A run that waits for approval holds nothing: a newer plan of
 *   the same environment takes its place.
 * - `iac_runs_changing_work`: one run per environment with a lease that can end
 *   in changed infrastructure. Plans and drift checks work beside each other and
 *   beside a plan that waits; a claim keeps them apart from an apply.
 */

const CHANGING = `operation IN ('plan-and-apply', 'refresh-only', 'rollback', 'destroy')`;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('iac_runs', table => {
    table
      .integer('priority')
      .notNullable()
      .defaultTo(1)
      .comment('0 before 1: people go before schedules');
    table.string('ticket', 200).nullable();
    table
      .integer('heartbeat')
      .notNullable()
      .defaultTo(0)
      .comment('Counts the renewals of the lease: observers need no clock');
    table
      .string('worker', 255)
      .nullable()
      .comment('Host and process that holds, or held, the lease');
    table.string('force_cancel_requested_by', 255).nullable();
    table
      .timestamp('force_cancel_requested_at', { useTz: true, precision: 3 })
      .nullable();
    table.text('break_glass').nullable().comment('JSON, BreakGlass');
    table
      .boolean('needs_review')
      .notNullable()
      .defaultTo(false)
      .comment('Applied by break-glass and not reviewed yet');
    table.text('successor').nullable().comment('JSON');
    table.text('predecessor').nullable().comment('JSON');
    table.text('progress').nullable().comment('JSON, ApplyProgress');
    table.boolean('rescued_state').notNullable().defaultTo(false);
    table.text('reconciliation').nullable().comment('JSON, Reconciliation');
    table
      .text('closed')
      .nullable()
      .comment("JSON, a person's word on an unknown outcome");
  });
  await knex.raw('DROP INDEX iac_runs_changing_slot');
  await knex.raw('DROP INDEX iac_runs_working');
  await knex.raw(`
    CREATE UNIQUE INDEX iac_runs_changing_slot ON iac_runs (environment)
    WHERE ${CHANGING} AND state IN ('approved', 'applying', 'verifying')
  `);
  await knex.raw(`
    CREATE UNIQUE INDEX iac_runs_changing_work ON iac_runs (environment)
    WHERE ${CHANGING} AND lease_ticket IS NOT NULL
  `);
  await knex.raw(`
    CREATE INDEX iac_runs_leased ON iac_runs (environment)
    WHERE lease_ticket IS NOT NULL
  `);
  await knex.raw(`
    CREATE INDEX iac_runs_unclosed ON iac_runs (environment)
    WHERE state = 'outcome_unknown' AND closed IS NULL
  `);

  await knex.schema.createTable('iac_reviews', table => {
    table.comment('Words of people on plans; the newest of a person counts');
    table.bigIncrements('seq');
    table.string('id', 36).notNullable().unique();
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('iac_runs')
      .onDelete('CASCADE');
    table.string('person', 255).notNullable();
    table.string('verdict', 16).notNullable().comment('approved, rejected');
    table
      .string('digest', 64)
      .notNullable()
      .comment('Approval digest of the plan that the word is about');
    table.text('comment').nullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('expires_at', { useTz: true, precision: 3 }).nullable();
    table.timestamp('withdrawn_at', { useTz: true, precision: 3 }).nullable();
    table.index(['run_id', 'seq'], 'iac_reviews_run');
  });

  await knex.schema.createTable('iac_discussion', table => {
    table.comment('What people said about a run, and did about it');
    table.bigIncrements('seq');
    table.string('id', 36).notNullable().unique();
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('iac_runs')
      .onDelete('CASCADE');
    table.string('kind', 32).notNullable();
    table.string('person', 255).notNullable();
    table.text('text').nullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.index(['run_id', 'seq'], 'iac_discussion_run');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('iac_discussion');
  await knex.schema.dropTable('iac_reviews');
  for (const index of [
    'iac_runs_unclosed',
    'iac_runs_leased',
    'iac_runs_changing_work',
    'iac_runs_changing_slot',
  ]) {
    await knex.raw(`DROP INDEX ${index}`);
  }
  await knex.schema.alterTable('iac_runs', table => {
    table.dropColumns(
      'priority',
      'ticket',
      'heartbeat',
      'worker',
      'force_cancel_requested_by',
      'force_cancel_requested_at',
      'break_glass',
      'needs_review',
      'successor',
      'predecessor',
      'progress',
      'rescued_state',
      'reconciliation',
      'closed',
    );
  });
  await knex.raw(`
    CREATE UNIQUE INDEX iac_runs_changing_slot ON iac_runs (environment)
    WHERE ${CHANGING}
      AND state IN ('fetching', 'checking', 'planning', 'planned',
        'policy_checking', 'awaiting_approval', 'approved', 'applying', 'verifying')
  `);
  await knex.raw(`
    CREATE UNIQUE INDEX iac_runs_working ON iac_runs (environment)
    WHERE lease_ticket IS NOT NULL
  `);
};
