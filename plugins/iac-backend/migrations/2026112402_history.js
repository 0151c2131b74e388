// @ts-check

/**
 * Every change of state of every run, written by the database itself: whichever
 * process changes a run, and whichever way it dies, the record is complete. A
 * change and its entry are one transaction. Entries are never changed, and go
 * only with their run.
 */

const POSTGRES_UP = [
  `CREATE FUNCTION iac_write_run_history() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO iac_run_history (run_id, from_state, to_state, attempt, worker, at)
    VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, NEW.state, NEW.attempt,
      CASE WHEN NEW.lease_ticket IS NOT NULL THEN NEW.worker END, clock_timestamp());
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER iac_runs_history_insert AFTER INSERT ON iac_runs
  FOR EACH ROW EXECUTE FUNCTION iac_write_run_history()`,
  `CREATE TRIGGER iac_runs_history_update AFTER UPDATE OF state ON iac_runs
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION iac_write_run_history()`,
  `CREATE FUNCTION iac_refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'The history of runs is never changed';
  END $$`,
  `CREATE TRIGGER iac_run_history_fixed BEFORE UPDATE ON iac_run_history
  FOR EACH ROW EXECUTE FUNCTION iac_refuse_history_change()`,
];

const POSTGRES_DOWN = [
  'DROP TRIGGER iac_runs_history_insert ON iac_runs',
  'DROP TRIGGER iac_runs_history_update ON iac_runs',
  'DROP TRIGGER iac_run_history_fixed ON iac_run_history',
  'DROP FUNCTION iac_write_run_history()',
  'DROP FUNCTION iac_refuse_history_change()',
];

const SQLITE_NOW = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;

const SQLITE_UP = [
  `CREATE TRIGGER iac_runs_history_insert AFTER INSERT ON iac_runs
  BEGIN
    INSERT INTO iac_run_history (run_id, to_state, attempt, at)
    VALUES (NEW.id, NEW.state, NEW.attempt, ${SQLITE_NOW});
  END`,
  `CREATE TRIGGER iac_runs_history_update AFTER UPDATE OF state ON iac_runs
  WHEN OLD.state <> NEW.state
  BEGIN
    INSERT INTO iac_run_history (run_id, from_state, to_state, attempt, worker, at)
    VALUES (NEW.id, OLD.state, NEW.state, NEW.attempt,
      CASE WHEN NEW.lease_ticket IS NOT NULL THEN NEW.worker END, ${SQLITE_NOW});
  END`,
  `CREATE TRIGGER iac_run_history_fixed BEFORE UPDATE ON iac_run_history
  BEGIN
    SELECT RAISE(ABORT, 'The history of runs is never changed');
  END`,
];

const SQLITE_DOWN = [
  'DROP TRIGGER iac_runs_history_insert',
  'DROP TRIGGER iac_runs_history_update',
  'DROP TRIGGER iac_run_history_fixed',
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('iac_run_history', table => {
    table.comment('Changes of state, appended by triggers on iac_runs');
    table.bigIncrements('seq');
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('iac_runs')
      .onDelete('CASCADE');
    table
      .string('from_state', 32)
      .nullable()
      .comment('Absent for the first entry');
    table.string('to_state', 32).notNullable();
    table.integer('attempt').notNullable();
    table
      .string('worker', 255)
      .nullable()
      .comment('Held the lease; absent for people and recovery');
    table.timestamp('at', { useTz: true, precision: 3 }).notNullable();
    table.index(['run_id', 'seq'], 'iac_run_history_run');
  });
  const isPostgres = knex.client.config.client === 'pg';
  for (const statement of isPostgres ? POSTGRES_UP : SQLITE_UP) {
    await knex.raw(statement);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  for (const statement of isPostgres ? POSTGRES_DOWN : SQLITE_DOWN) {
    await knex.raw(statement);
  }
  await knex.schema.dropTable('iac_run_history');
};
