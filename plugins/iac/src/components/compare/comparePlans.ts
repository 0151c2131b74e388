import type {
  AttributeChange,
  ChangeAction,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { changeKey } from '../plan';

export interface PlanDifference {
  /** Planned now, and not then. */
  added: ResourceChange[];
  /** Planned then, and no longer. */
  removed: ResourceChange[];
  /** Planned both times, and not the same: what was to be then becomes what is to be now. */
  altered: ResourceChange[];
  /** What was to be done with some of them then, by key. */
  actionsThen: ReadonlyMap<string, ChangeAction>;
  /** How many are planned as they were. */
  same: number;
}

/** What one plan would do and another would not. Neither says what happened in between. */
export function comparePlans(
  then: ResourceChange[],
  now: ResourceChange[],
): PlanDifference {
  const left = new Map(then.map(change => [changeKey(change), change]));
  const actionsThen = new Map<string, ChangeAction>();
  const difference: PlanDifference = {
    added: [],
    removed: [],
    altered: [],
    actionsThen,
    same: 0,
  };
  for (const change of now) {
    const key = changeKey(change);
    const earlier = left.get(key);
    left.delete(key);
    if (!earlier) {
      difference.added.push(change);
      continue;
    }
    const attributes = alteredAttributes(earlier, change);
    if (attributes.length === 0 && earlier.action === change.action) {
      difference.same += 1;
    } else {
      difference.altered.push({ ...change, attributes });
      if (earlier.action !== change.action) {
        actionsThen.set(key, earlier.action);
      }
    }
  }
  difference.removed.push(...left.values());
  return difference;
}

function alteredAttributes(
  then: ResourceChange,
  now: ResourceChange,
): AttributeChange[] {
  const left = new Map(
    then.attributes.map(attribute => [attribute.path, attribute]),
  );
  const altered: AttributeChange[] = [];
  for (const attribute of now.attributes) {
    const { path, after, forcesReplacement } = attribute;
    const earlier = left.get(path);
    left.delete(path);
    if (!earlier || !isSame(earlier.after, after)) {
      // Then it was to stay as it is.
      const before = earlier?.after ?? attribute.before;
      altered.push({ path, before, after, forcesReplacement });
    }
  }
  for (const { path, before, after } of left.values()) {
    altered.push({ path, before: after, after: before });
  }
  return altered;
}

function isSame(
  a: AttributeChange['after'],
  b: AttributeChange['after'],
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
