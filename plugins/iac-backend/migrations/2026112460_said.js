// @ts-check

/**
 * What a check says, by its key in the catalogue of words, beside the English
 * text: pages say it in other languages. Results from before have none, and are
 * shown as they are until the check looks again.
 */
const COLUMNS = [
  ['iac_check_results', 'said', 'JSON, Said: the summary by its key'],
  ['iac_check_results', 'said_value', 'JSON, Said'],
  ['iac_check_results', 'said_threshold', 'JSON, Said'],
  ['iac_check_periods', 'said', 'JSON, Said: the summary by its key'],
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const [name, column, comment] of COLUMNS) {
    await knex.schema.alterTable(name, table => {
      table.text(column).nullable().comment(comment);
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const [name, column] of COLUMNS) {
    // Knex would make the table of SQLite anew, without its triggers.
    await knex.raw(`ALTER TABLE ${name} DROP COLUMN ${column}`);
  }
};
