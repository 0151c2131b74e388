/** The cloud's operations as version 0.2 sees them: what is computed is told of older objects, too. */
import { readObject as readBefore } from '../cloud/objects';
import type { CloudStore } from '../cloud/store';
import type { ValueMap } from '../protocol/values';
import type { ResourceType } from '../schema';

export {
  createObject,
  deleteObject,
  nameOf,
  updateObject,
} from '../cloud/objects';

export function readObject(
  store: CloudStore,
  type: ResourceType,
  id: string,
): ValueMap | null {
  const found = readBefore(store, type, id);
  if (!found) return null;
  const told: ValueMap = { ...found };
  for (const [key, { compute }] of Object.entries(type.attributes)) {
    if (compute && told[key] === undefined) {
      told[key] = compute(told, { cloud: store.cloud, newId: () => id });
    }
  }
  return told;
}
