// @ts-check

/**
 * Drift has a beginning, an end and a cause: an episode of an environment. What
 * is to be told of it waits in `iac_drift_events`, written with the answer that
 * it follows from, until whoever listens has heard it.
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

  await knex.schema.createTable('iac_drift_episodes', table => {
    table.comment('Drift of an environment, from the first check that saw it');
    table.bigIncrements('seq');
    table.string('id', 36).notNullable().unique();
    table.string('environment', 255).notNullable();
    time(table, 'first_seen_at').notNullable();
    table.text('first_run').notNullable().comment('JSON, RunMention');
    time(table, 'last_seen_at').notNullable().comment('Seen by a check');
    table.text('last_check').notNullable().comment('JSON, EpisodeCheck');
    table.text('resources').notNullable().comment('JSON, EpisodeResource[]');
    table.integer('resource_count').notNullable().comment('Most at a time');
    table.string('severity', 8).notNullable().comment('The worst');
    table.text('applied_before').nullable().comment('JSON, EpisodeApply');
    table.integer('recurrences').notNullable().defaultTo(0);
    time(table, 'recurred_after').nullable();
    time(table, 'resolved_at').nullable();
    table.string('resolution', 16).nullable();
    table.text('resolved_by').nullable().comment('JSON, EpisodeApply');
    table.index(['environment', 'seq'], 'iac_drift_episodes_environment');
  });
  // However many workers answer at once, there is one to go on with.
  await knex.raw(`
    CREATE UNIQUE INDEX iac_drift_episodes_open
    ON iac_drift_episodes (environment)
    WHERE resolved_at IS NULL
  `);

  await knex.schema.createTable('iac_drift_events', table => {
    table.comment('What listeners were not told yet');
    table.bigIncrements('seq');
    table.string('id', 36).notNullable().unique();
    table.string('environment', 255).notNullable();
    table.string('type', 32).notNullable();
    table.text('run').notNullable().comment('JSON, RunMention');
    table.text('episode').nullable().comment('JSON, DriftEpisode as it was');
    time(table, 'created_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    time(table, 'claimed_until').nullable().comment('Nobody else tries before');
    table.index(['environment', 'seq'], 'iac_drift_events_environment');
  });

  await knex.schema.alterTable('iac_environment_state', table => {
    table
      .integer('drift_check_number')
      .nullable()
      .comment('Newest check that counted: earlier ones come too late');
    time(table, 'drift_failing_since').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const column of ['drift_check_number', 'drift_failing_since']) {
    // Knex would make the table of SQLite anew, without its triggers.
    await knex.raw(`ALTER TABLE iac_environment_state DROP COLUMN ${column}`);
  }
  await knex.schema.dropTable('iac_drift_events');
  await knex.schema.dropTable('iac_drift_episodes');
};
