import type {
  DiscussionEntry,
  RedactedText,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { DISCUSSION, type DbDiscussionRow } from './tables';
import { dbNow, fromDbTime } from './time';

/** Writes down on a run what a person said, or did about it. */
export async function addToDiscussion(
  knex: Knex,
  runId: string,
  entry: Pick<DiscussionEntry, 'kind' | 'person'> & { text?: RedactedText },
): Promise<DiscussionEntry> {
  const [row] = await knex<DbDiscussionRow>(DISCUSSION)
    .insert({
      id: randomUUID(),
      run_id: runId,
      kind: entry.kind,
      person: entry.person,
      text: entry.text ?? null,
      created_at: dbNow(knex) as unknown as string,
    })
    .returning('*');
  return toEntry(row);
}

/** The oldest first. */
export async function readDiscussion(
  knex: Knex,
  runId: string,
): Promise<DiscussionEntry[]> {
  const rows = await knex<DbDiscussionRow>(DISCUSSION)
    .where('run_id', runId)
    .orderBy('seq');
  return rows.map(toEntry);
}

function toEntry(row: DbDiscussionRow): DiscussionEntry {
  return {
    id: row.id,
    kind: row.kind as DiscussionEntry['kind'],
    person: row.person,
    text: row.text ?? undefined,
    at: fromDbTime(row.created_at),
  };
}
