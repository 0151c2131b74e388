/** Changes an object the way a person in a cloud's console would: behind Terraform's back. */
import { changeByHand } from './cloud/objects';
import { CloudStore } from './cloud/store';
import type { CloudObject } from './cloud/store';
import type { Value, ValueMap } from './protocol/values';
import { resourceType } from './resources';
import type { Attribute } from './schema';

export interface DriftRequest {
  readonly directory: string;
  readonly cloud: string;
  /** Only an object of this type, … */
  readonly type?: string;
  /** … or with this name or id. */
  readonly object?: string;
  /** Attribute and new value, as text. Without it, a likely change is made. */
  readonly set?: Readonly<Record<string, string>>;
  /** Delete the object instead. */
  readonly delete?: boolean;
}

export interface DriftResult {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly deleted: boolean;
  readonly changes: readonly DriftChange[];
}

export interface DriftChange {
  readonly attribute: string;
  readonly before: Value;
  readonly after: Value;
}

/** What people change by hand in an incident, and what they delete by mistake: most likely first. */
const LIKELY_CHANGED = [
  'sandbox_database',
  'sandbox_service',
  'sandbox_cluster',
];
const LIKELY_DELETED = ['sandbox_alert_rule', 'sandbox_dashboard'];

type Entry = [id: string, object: CloudObject];

function choose(entries: Entry[], request: DriftRequest): Entry | undefined {
  const matching = entries
    .filter(([, { type }]) => !request.type || type === request.type)
    .filter(
      ([id, { attributes }]) =>
        !request.object || [id, attributes.name].includes(request.object),
    )
    .sort((a, b) =>
      String(a[1].attributes.name) < String(b[1].attributes.name) ? -1 : 1,
    );
  const likely = request.delete ? LIKELY_DELETED : LIKELY_CHANGED;
  const preferred = likely
    .map(type => matching.find(([, object]) => object.type === type))
    .find(Boolean);
  return preferred ?? matching[0];
}

function parse(attribute: Attribute | undefined, text: string): Value {
  switch (attribute?.type) {
    case 'number':
      if (!text.trim() || Number.isNaN(Number(text))) {
        throw new Error(`"${text}" is no number`);
      }
      return Number(text);
    case 'bool':
      return text === 'true';
    case 'map':
    case 'list':
      return JSON.parse(text) as Value;
    default:
      return text;
  }
}

export async function drift(request: DriftRequest): Promise<DriftResult> {
  const store = new CloudStore(request.directory, request.cloud);
  const chosen = choose(Object.entries(store.read().objects), request);
  if (!chosen) {
    throw new Error(
      `${store.path} holds no such object: apply the environment first`,
    );
  }
  const [id, object] = chosen;
  const type = resourceType(object.type);
  const result = { type: type.name, id, name: String(object.attributes.name) };
  if (request.delete) {
    await store.update(document => {
      delete document.objects[id];
    });
    return { ...result, deleted: true, changes: [] };
  }
  const changes: ValueMap = request.set
    ? Object.fromEntries(
        Object.entries(request.set).map(([key, text]) => [
          key,
          parse(type.attributes[key], text),
        ]),
      )
    : type.handChange(object.attributes);
  await changeByHand(store, type, id, changes);
  return {
    ...result,
    deleted: false,
    changes: Object.entries(changes).map(([attribute, after]) => ({
      attribute,
      before: object.attributes[attribute] ?? null,
      after,
    })),
  };
}
