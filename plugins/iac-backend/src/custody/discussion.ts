import type {
  DiscussionEntry,
  RedactedText,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { DISCUSSION, type DbDiscussionRow } from '../database/tables';
import { dbNow } from '../database/time';

/** Writes down on a run what a person did about it. */
export async function addToDiscussion(
  knex: Knex,
  entry: {
    runId: string;
    kind: DiscussionEntry['kind'];
    person: string;
    text?: RedactedText;
  },
): Promise<void> {
  await knex<DbDiscussionRow>(DISCUSSION).insert({
    id: randomUUID(),
    run_id: entry.runId,
    kind: entry.kind,
    person: entry.person,
    text: entry.text ?? null,
    created_at: dbNow(knex) as unknown as string,
  });
}
