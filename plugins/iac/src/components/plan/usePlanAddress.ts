import { useMemo } from 'react';
import { useAddress } from '../../hooks/useAddress';
import { useTypedAddress } from '../../hooks/useTypedAddress';
import { ACTION_GROUPS, type ActionGroup } from './actions';
import type { PlanFilter } from './planFilter';

/** Two lists may stand on one page, each with a filter of its own. */
const NAMES = {
  plan: { action: 'action', find: 'find', resource: 'resource' },
  drift: {
    action: 'drift-action',
    find: 'drift-find',
    resource: 'drift-resource',
  },
} as const;

/** The filter of a list of resources and the resource that was opened last, as the page's address has them. */
export function usePlanAddress(subject: keyof typeof NAMES) {
  const names = NAMES[subject];
  const { params, change } = useAddress();
  const [text, setText] = useTypedAddress(names.find);
  const actions = params.get(names.action) ?? '';
  const filter = useMemo(
    (): PlanFilter => ({ groups: toGroups(actions), text }),
    [actions, text],
  );
  return {
    filter,
    selected: params.get(names.resource) ?? undefined,
    setText,
    setGroups: (groups: ReadonlySet<ActionGroup>) =>
      change({ [names.action]: [...groups].join(',') }),
    clear: () => {
      setText('');
      change({ [names.action]: undefined, [names.find]: undefined });
    },
    select: (key: string | undefined) => change({ [names.resource]: key }),
  };
}

function toGroups(actions: string): ReadonlySet<ActionGroup> {
  const wanted = actions.split(',');
  return new Set(ACTION_GROUPS.filter(group => wanted.includes(group)));
}
