// @ts-check

/**
 * Readiness: what the checks saw, which of them are waived, and the verdicts.
 *
 * `iac_readiness` is the list as it is shown, one row per environment: a page of
 * it is one query on one index, however many checks and runs there are.
 * `iac_verdicts` keeps every verdict with all that it rests on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /**
   * @param {import('knex').Knex.CreateTableBuilder} table
   * @param {string} name
   */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('iac_check_periods', table => {
    table.comment('History of the checks: one row while a check says the same');
    table.bigIncrements('seq');
    table.string('environment', 255).notNullable();
    table.string('check_id', 100).notNullable();
    table.string('status', 16).notNullable();
    table.text('summary').notNullable();
    table.text('value').nullable();
    table.string('run_id', 36).nullable();
    time(table, 'from_at').notNullable();
    time(table, 'to_at').notNullable().comment('Seen last');
    table.integer('observations').notNullable().defaultTo(1);
    table.index(['environment', 'check_id', 'seq'], 'iac_check_periods_check');
  });

  await knex.schema.createTable('iac_check_results', table => {
    table.comment('Newest result of each check of each environment');
    table.string('environment', 255).notNullable();
    table.string('check_id', 100).notNullable();
    table.string('status', 16).notNullable();
    table.text('summary').notNullable();
    table.text('value').nullable();
    table.text('threshold').nullable();
    table.text('evidence').notNullable().comment('JSON, CheckEvidence[]');
    table.text('next').nullable().comment('JSON, Remediation');
    table.text('last_known').nullable().comment('JSON, while it is an error');
    time(table, 'observed_at').notNullable();
    time(table, 'stale_at').nullable();
    table.string('producer', 100).notNullable();
    table.string('run_id', 36).nullable();
    table.bigInteger('period').notNullable();
    table.primary(['environment', 'check_id']);
    table.index(['check_id', 'status'], 'iac_check_results_status');
  });

  await knex.schema.createTable('iac_check_waivers', table => {
    table.string('id', 36).primary();
    table.string('environment', 255).notNullable();
    table.string('check_id', 100).notNullable();
    table.string('state', 16).notNullable();
    table.text('reason').notNullable();
    table.string('ticket', 200).notNullable();
    table.string('requested_by', 255).notNullable();
    time(table, 'requested_at').notNullable();
    table.string('decided_by', 255).nullable();
    time(table, 'decided_at').nullable();
    time(table, 'expires_at').notNullable();
    table.string('revoked_by', 255).nullable();
    time(table, 'revoked_at').nullable();
    table.index(
      ['environment', 'check_id', 'requested_at'],
      'iac_check_waivers_check',
    );
  });
  // One waiver at a time: the verdict need not choose.
  await knex.raw(`
    CREATE UNIQUE INDEX iac_check_waivers_open
    ON iac_check_waivers (environment, check_id)
    WHERE state IN ('requested', 'active')
  `);
  await knex.raw(`
    CREATE INDEX iac_check_waivers_ending ON iac_check_waivers (expires_at)
    WHERE state IN ('requested', 'active')
  `);

  await knex.schema.createTable('iac_verdicts', table => {
    table.comment('Every verdict that differed from the one before it');
    table.bigIncrements('seq');
    table.string('environment', 255).notNullable();
    table.string('verdict', 16).notNullable();
    table.integer('policy_version').notNullable();
    time(table, 'evaluated_at').notNullable();
    table.text('outcome').notNullable().comment('JSON, VerdictOutcome');
    table.text('inputs').notNullable().comment('JSON, VerdictInput[]');
    table.index(['environment', 'seq'], 'iac_verdicts_environment');
    table.index(
      ['environment', 'verdict', 'seq'],
      'iac_verdicts_environment_verdict',
    );
  });

  await knex.schema.createTable('iac_readiness', table => {
    table.comment('The readiness list as it is shown, a row per environment');
    table.string('environment', 255).primary();
    table.string('tier', 255).notNullable();
    table.string('owner', 255).nullable();
    table.integer('rank').notNullable().comment('0 is the worst verdict');
    table.text('line').notNullable().comment('JSON, ReadinessLine');
    table
      .text('reasons')
      .notNullable()
      .comment('JSON, ReadinessReason[], worst first');
    table.bigInteger('verdict_seq').notNullable();
    table
      .string('signature', 64)
      .notNullable()
      .comment('Digest of what makes a verdict another one');
    time(table, 'oldest_proof_at').notNullable();
    time(table, 'evaluated_at').notNullable();
    time(table, 'next_change_at').nullable();
    time(table, 'observe_at').notNullable();
    table.index(
      ['rank', 'oldest_proof_at', 'environment'],
      'iac_readiness_worst_first',
    );
    table.index(['next_change_at'], 'iac_readiness_next_change');
    table.index(['observe_at'], 'iac_readiness_observe');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'iac_readiness',
    'iac_verdicts',
    'iac_check_waivers',
    'iac_check_results',
    'iac_check_periods',
  ]) {
    await knex.schema.dropTable(table);
  }
};
