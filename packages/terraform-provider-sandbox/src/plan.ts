/** What Terraform would change: pure functions over a declaration and values. */
import { isUnknown, sameValue, Unknown } from './protocol/values';
import type { Value, ValueMap } from './protocol/values';
import type { ComputeContext, ResourceType } from './schema';

export interface PlannedChange {
  readonly planned: ValueMap;
  /** Attributes whose change needs a new object. */
  readonly replace: readonly string[];
}

function settable(
  type: ResourceType,
  config: ValueMap,
  proposed: ValueMap,
): ValueMap {
  const values: ValueMap = {};
  for (const [key, attribute] of Object.entries(type.attributes)) {
    if (attribute.compute) continue;
    const given = config[key] ?? null;
    values[key] =
      given === null ? attribute.default ?? null : proposed[key] ?? null;
  }
  return values;
}

export function planChange(
  type: ResourceType,
  prior: ValueMap | null,
  proposed: ValueMap,
  config: ValueMap,
): PlannedChange {
  const planned = settable(type, config, proposed);
  const changed = (key: string) =>
    !prior || !sameValue(prior[key] ?? null, planned[key] ?? null);
  const replace = Object.keys(planned).filter(
    key => prior && type.attributes[key].replace && changed(key),
  );
  for (const [key, { compute, from }] of Object.entries(type.attributes)) {
    if (!compute) continue;
    const known = prior?.[key] ?? null;
    planned[key] =
      known === null || from?.some(changed) ? Unknown.value : known;
  }
  return { planned, replace };
}

/** The object as the cloud makes it: everything planned, and the computed attributes in place of the unknown ones. */
export function realise(
  type: ResourceType,
  planned: ValueMap,
  context: ComputeContext,
): ValueMap {
  const object: ValueMap = { ...planned };
  for (const [key, { compute }] of Object.entries(type.attributes)) {
    const value: Value = object[key] ?? null;
    if (isUnknown(value)) object[key] = compute?.(object, context) ?? null;
  }
  return object;
}
