// @ts-check

/**
 * A drift check compares the providers of the last apply with those of now: a
 * newer one may want changes that nobody made.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('iac_runs', table => {
    table
      .text('providers')
      .nullable()
      .comment('JSON, address to version of the lock file');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Knex would make the table of SQLite anew, without the triggers of its history.
  await knex.raw('ALTER TABLE iac_runs DROP COLUMN providers');
};
