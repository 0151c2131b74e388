// @ts-check

/**
 * An apply uses the secrets that its plan was made with, or refuses: their
 * versions are kept with the run, never their values.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('iac_runs', table => {
    table
      .text('secret_versions')
      .nullable()
      .comment('JSON, variable to source and version');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Knex would make the table of SQLite anew, without the triggers of its history.
  await knex.raw('ALTER TABLE iac_runs DROP COLUMN secret_versions');
};
