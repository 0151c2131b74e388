import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import type { RecordedState } from './RecordedState';

/**
 * Parts what somebody changed from what a provider only tells since it was
 * upgraded. A state holds every attribute that its provider knew, as null where
 * there was nothing; one that is not in there at all is known since later, and
 * has no value that could have been changed.
 *
 * Only whole attributes of a resource can be told like that: of a member of a
 * nested object the state does not say whether it is new, or a key of a map.
 */
export function partSchemaUpgrade(
  drift: ResourceChange[],
  recorded: RecordedState,
): { outside: ResourceChange[]; refreshed: ResourceChange[] } {
  const outside: ResourceChange[] = [];
  const refreshed: ResourceChange[] = [];
  for (const change of drift) {
    const known = recorded.find(change)?.attributes;
    const isNew = ({ path }: { path: string }) =>
      known !== undefined && !known.has(firstStep(path));
    const news =
      change.action === 'update' ? change.attributes.filter(isNew) : [];
    if (news.length === 0) {
      outside.push(change);
      continue;
    }
    refreshed.push({ ...change, attributes: news });
    const attributes = change.attributes.filter(attribute => !isNew(attribute));
    if (attributes.length > 0) outside.push({ ...change, attributes });
  }
  return { outside, refreshed };
}

/** Names of attributes are identifiers: nothing in them has to be unquoted. */
function firstStep(path: string): string {
  return path.split(/[.[]/, 1)[0];
}
