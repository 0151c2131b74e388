import type { Page } from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';

/**
 * One page of the rows that match, newest first, and how many there are.
 *
 * @param matching - of a table with the column `seq`; is not changed
 * @param request - `limit`: rows of the page
 */
export async function readPage<Row extends object, Item>(
  matching: Knex.QueryBuilder,
  request: { offset?: number; limit: number },
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const [{ total }]: { total: number | string }[] = await matching
    .clone()
    .count({ total: '*' });
  const rows: Row[] = await matching
    .clone()
    .select('*')
    .orderBy('seq', 'desc')
    .offset(request.offset ?? 0)
    .limit(request.limit);
  return { items: rows.map(toItem), totalItems: Number(total) };
}
