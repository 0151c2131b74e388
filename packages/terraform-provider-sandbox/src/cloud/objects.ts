/** What can be done with objects: the rules that a real cloud's API would enforce. */
import { randomBytes } from 'node:crypto';
import { realise } from '../plan';
import { isUnknown } from '../protocol/values';
import type { ValueMap } from '../protocol/values';
import { resourceType } from '../resources';
import type { ResourceType } from '../schema';
import type { CloudDocument, CloudStore } from './store';

function checkReferences(
  document: CloudDocument,
  type: ResourceType,
  object: ValueMap,
): void {
  for (const [key, { references }] of Object.entries(type.attributes)) {
    const id = object[key];
    if (!references || typeof id !== 'string') continue;
    const target = document.objects[id];
    if (!target || (references !== '*' && target.type !== references)) {
      const wanted = references === '*' ? 'object' : references;
      throw new Error(`${key}: there is no ${wanted} with the id ${id}`);
    }
  }
}

/** The ids of the objects that refer to this one. */
function dependents(document: CloudDocument, id: string): string[] {
  return Object.entries(document.objects)
    .filter(([, { type, attributes }]) =>
      Object.entries(resourceType(type).attributes).some(
        ([key, attribute]) => attribute.references && attributes[key] === id,
      ),
    )
    .map(([other]) => other);
}

function stored(type: ResourceType, object: ValueMap): ValueMap {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !type.attributes[key]?.writeOnly),
  );
}

export function readObject(
  store: CloudStore,
  type: ResourceType,
  id: string,
): ValueMap | null {
  const found = store.read().objects[id];
  return found?.type === type.name ? found.attributes : null;
}

export async function createObject(
  store: CloudStore,
  type: ResourceType,
  planned: ValueMap,
): Promise<ValueMap> {
  const object = realise(type, planned, {
    cloud: store.cloud,
    newId: () => `${type.idPrefix}-${randomBytes(6).toString('hex')}`,
  });
  await store.update(document => {
    checkReferences(document, type, object);
    document.objects[String(object.id)] = {
      type: type.name,
      attributes: stored(type, object),
    };
  });
  return object;
}

export async function updateObject(
  store: CloudStore,
  type: ResourceType,
  planned: ValueMap,
): Promise<ValueMap> {
  const id = String(planned.id);
  const object = realise(type, planned, {
    cloud: store.cloud,
    newId: () => id,
  });
  await store.update(document => {
    if (document.objects[id]?.type !== type.name) {
      throw new Error(`There is no ${type.name} with the id ${id} any more`);
    }
    checkReferences(document, type, object);
    document.objects[id] = {
      type: type.name,
      attributes: stored(type, object),
    };
  });
  return object;
}

/** Deleting what is gone already is a success, as in Terraform's own providers. */
export async function deleteObject(
  store: CloudStore,
  type: ResourceType,
  id: string,
): Promise<void> {
  await store.update(document => {
    const found = document.objects[id];
    if (!found) return;
    const reason = type.protect?.(found.attributes);
    if (reason) throw new Error(`${type.name} ${id}: ${reason}`);
    const users = dependents(document, id);
    if (users.length > 0) {
      throw new Error(`${type.name} ${id} is in use by ${users.join(', ')}`);
    }
    delete document.objects[id];
  });
}

/** A change by hand: no plan, no questions, only the attributes' names are checked. */
export async function changeByHand(
  store: CloudStore,
  type: ResourceType,
  id: string,
  changes: ValueMap,
): Promise<void> {
  const foreign = Object.keys(changes).find(key => {
    const attribute = type.attributes[key];
    return !attribute || attribute.compute || attribute.writeOnly;
  });
  if (foreign) throw new Error(`${type.name} has no "${foreign}" to change`);
  await store.update(document => {
    const found = document.objects[id];
    if (!found) throw new Error(`There is no object ${id}`);
    const attributes = { ...found.attributes, ...changes };
    // What follows from a changed attribute follows it here too, as in a real cloud.
    for (const [key, { compute, from }] of Object.entries(type.attributes)) {
      if (compute && from?.some(source => source in changes)) {
        attributes[key] = compute(attributes, {
          cloud: store.cloud,
          newId: () => id,
        });
      }
    }
    document.objects[id] = { type: found.type, attributes };
  });
}

export function nameOf(object: ValueMap | null): string {
  const name = object?.name ?? '';
  return isUnknown(name) ? '' : String(name);
}
