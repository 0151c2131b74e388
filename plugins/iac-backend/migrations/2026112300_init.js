// @ts-check

/**
 * Runs are rows, and the row is the truth: workers, pages and schedules agree
 * only through these tables.
 *
 * Two partial unique indexes carry the rules that no process may break, however
 * many hosts there are:
 *
 * - `iac_runs_changing_slot`: one run per environment that can end in changed
 *   infrastructure, from the moment that a worker claims it until it ends. It
 *   waits for a person with the slot held, since a plan made meanwhile would be
 *   stale as soon as this one is applied. Others wait in `pending`.
 * - `iac_runs_working`: one run per environment with a lease, whatever it does.
 *   A plan made while an apply writes the state proves nothing, and two runs
 *   would only wait for each other's state lock.
 *
 * Both conditions use literals and plain columns alone, which is what SQLite
 * allows in a partial index.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('iac_runs', table => {
    table.comment('One operation on one environment at one commit');
    table
      .bigIncrements('seq')
      .comment('Order of creation; clocks are not precise enough');
    table.string('id', 36).notNullable().comment('Public id of the run');
    table.string('environment', 255).notNullable();
    table
      .integer('number')
      .notNullable()
      .comment('Counts up per environment, shown as #12');
    table.string('operation', 32).notNullable();
    table
      .boolean('changing')
      .notNullable()
      .comment('The operation can end in changed infrastructure');
    table.string('state', 32).notNullable();
    table.string('trigger', 32).notNullable();
    table
      .string('created_by', 255)
      .notNullable()
      .comment('Entity ref of the person, or subject of the service');
    table.string('idempotency_key', 200).nullable();
    table.text('ref').nullable().comment('Branch, tag or hash asked for');
    table.text('reason').nullable();

    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('started_at', { useTz: true, precision: 3 }).nullable();
    table.timestamp('finished_at', { useTz: true, precision: 3 }).nullable();

    table
      .string('lease_ticket', 36)
      .nullable()
      .comment('Proves that a worker still owns the run; new for each claim');
    table
      .timestamp('lease_expires_at', { useTz: true, precision: 3 })
      .nullable();
    table
      .integer('attempt')
      .notNullable()
      .defaultTo(0)
      .comment('Times that a worker took it');

    table.string('approved_by', 255).nullable();
    table.timestamp('approved_at', { useTz: true, precision: 3 }).nullable();
    table.string('cancel_requested_by', 255).nullable();
    table
      .timestamp('cancel_requested_at', { useTz: true, precision: 3 })
      .nullable();

    table.boolean('has_changes').nullable();
    table.text('stages').notNullable().comment('JSON, Stage[]');
    table.text('commit').nullable().comment('JSON, ResolvedCommit');
    table.text('tool').nullable().comment('JSON, ToolVersion');
    table.text('counts').nullable().comment('JSON, PlanCounts');
    table.text('digests').nullable().comment('JSON, PlanDigests');
    table.text('state_position').nullable().comment('JSON, StatePosition');
    table.text('drift').nullable().comment('JSON, answer of a drift check');
    table.text('error').nullable().comment('JSON, RunError; redacted');

    table.unique(['id'], { indexName: 'iac_runs_id' });
    table.unique(['environment', 'number'], {
      indexName: 'iac_runs_environment_number',
    });
    table.unique(['created_by', 'idempotency_key'], {
      indexName: 'iac_runs_idempotency',
    });
    table.index(['state', 'seq'], 'iac_runs_state');
    table.index(['environment', 'seq'], 'iac_runs_environment_seq');
  });

  await knex.raw(`
    CREATE UNIQUE INDEX iac_runs_changing_slot ON iac_runs (environment)
    WHERE operation IN ('plan-and-apply', 'refresh-only', 'rollback', 'destroy')
      AND state IN ('fetching', 'checking', 'planning', 'planned',
        'policy_checking', 'awaiting_approval', 'approved', 'applying', 'verifying')
  `);
  await knex.raw(`
    CREATE UNIQUE INDEX iac_runs_working ON iac_runs (environment)
    WHERE lease_ticket IS NOT NULL
  `);

  await knex.schema.createTable('iac_log_chunks', table => {
    table.comment('Redacted output of runs, in batches of whole lines');
    table
      .bigIncrements('id')
      .comment('Cursor. A run has one writer, so it rises in order of commit');
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('iac_runs')
      .onDelete('CASCADE');
    table.string('stage', 32).notNullable();
    table.text('text').notNullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.index(['run_id', 'id'], 'iac_log_chunks_run');
  });

  await knex.schema.createTable('iac_artifacts', table => {
    table.comment('Files of a run; the bytes are on disk');
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('iac_runs')
      .onDelete('CASCADE');
    table.string('kind', 32).notNullable().comment('plan, plan-text');
    table
      .text('path')
      .notNullable()
      .comment('Relative to the folder of records');
    table.string('sha256', 64).notNullable().comment('Hex, of the file');
    table.bigInteger('bytes').notNullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.primary(['run_id', 'kind']);
  });

  await knex.schema.createTable('iac_environment_state', table => {
    table.comment('What is known of an environment across its runs');
    table.string('environment', 255).notNullable().primary();
    table
      .timestamp('drift_slot_at', { useTz: true, precision: 3 })
      .nullable()
      .comment('Slots of the drift schedule up to here are dealt with');
    table
      .string('drift_status', 16)
      .nullable()
      .comment('Last answer, clean or drifted; a failed check gives none');
    table.integer('drift_count').nullable();
    table.integer('undeployed_changes').nullable();
    table.text('drift_addresses').nullable().comment('JSON, the first 20');
    table.string('drift_run_id', 36).nullable();
    table
      .timestamp('drift_checked_at', { useTz: true, precision: 3 })
      .nullable();
    table
      .timestamp('drift_since', { useTz: true, precision: 3 })
      .nullable()
      .comment('Drift seen first, with no clean check since');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('iac_environment_state');
  await knex.schema.dropTable('iac_artifacts');
  await knex.schema.dropTable('iac_log_chunks');
  await knex.schema.dropTable('iac_runs');
};
