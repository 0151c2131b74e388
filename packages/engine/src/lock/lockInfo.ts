import type { StateLock } from '@backstage-iac/plugin-iac-common';
import { asText, isObject, parseJson } from '../json/narrow';

/** Labels of `Lock Info:` as Terraform prints it, and what they are here. */
const LABELS: Record<string, keyof StateLock> = {
  ID: 'id',
  Who: 'who',
  Operation: 'operation',
  Created: 'since',
};

/**
 * Reads a lock as Terraform writes it: JSON of `statemgr.LockInfo`, with `ID`,
 * `Operation`, `Who` and `Created`.
 *
 * @returns `undefined` for text that is none
 */
export function parseLockInfo(text: string): StateLock | undefined {
  const info = parseJson(text);
  if (!isObject(info) || asText(info.ID) === undefined) return undefined;
  return clean({
    id: asText(info.ID),
    who: asText(info.Who),
    operation: asText(info.Operation),
    since: asText(info.Created),
  });
}

/** Reads `Lock Info:` out of what a command said about a lock that it did not get. */
export function readLockText(text: string): StateLock | undefined {
  const lock: StateLock = {};
  for (const line of text.split('\n')) {
    const [, label, value] = /^[\s│]*(\w+):\s+(.+)$/.exec(line) ?? [];
    const name = label && LABELS[label];
    if (name) lock[name] ??= value.trim();
  }
  return lock.id ? clean(lock) : undefined;
}

/** `2026-01-02 03:04:05.678 +0000 UTC` and RFC 3339 with nanoseconds become ISO 8601 in UTC. */
function clean(lock: StateLock): StateLock {
  const known = Object.entries(lock).filter(([, value]) => value);
  const { since, ...rest }: StateLock = Object.fromEntries(known);
  const time = since && timeOf(since);
  return { ...rest, ...(time ? { since: time } : {}) };
}

function timeOf(text: string): string | undefined {
  const [, date, time, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)/.exec(
      text,
    ) ?? [];
  // To the millisecond: whose lock it is, is told by when it was taken.
  const parsed = new Date(`${date}T${time}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}
