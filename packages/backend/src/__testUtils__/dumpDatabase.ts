import type { Knex } from 'knex';

/** Every value of every row, as text. */
export async function dumpDatabase(knex: Knex): Promise<string> {
  const values: string[] = [];
  for (const table of await tablesOf(knex)) {
    const rows: object[] = await knex(table).select('*');
    for (const row of rows) values.push(...Object.values(row).map(toText));
  }
  return values.join('\n');
}

async function tablesOf(knex: Knex): Promise<string[]> {
  const rows: Array<{ name: string }> =
    knex.client.config.client === 'pg'
      ? await knex('pg_tables')
          .select({ name: 'tablename' })
          .where('schemaname', 'public')
      : await knex('sqlite_master').select('name').where('type', 'table');
  return rows.map(({ name }) => name);
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return JSON.stringify(value) ?? '';
}
