import type {
  ResourceChange,
  StatePosition,
} from '@backstage-iac/plugin-iac-common';
import { asList, asNumber, asObject, asText, parseJson } from '../json/narrow';
import { doubleQuoted } from '../redaction/hclText';

/** What the state says of one object. Names only: no value is kept. */
interface RecordedObject {
  /** Attributes that its provider knew when it was written. */
  attributes: ReadonlySet<string>;
  /** Addresses, without indices, of all that it was made from, near and far. */
  dependencies: ReadonlySet<string>;
}

/** The state as the last apply wrote it, before any refresh. */
export class RecordedState {
  readonly position: StatePosition;
  /** Version of the tool that wrote it. */
  readonly toolVersion?: string;
  readonly #objects: ReadonlyMap<string, RecordedObject>;

  private constructor(options: {
    position: StatePosition;
    toolVersion?: string;
    objects: ReadonlyMap<string, RecordedObject>;
  }) {
    this.position = options.position;
    this.toolVersion = options.toolVersion;
    this.#objects = options.objects;
  }

  /**
   * Reads the text of a state, format version 4.
   *
   * @param text - empty where there is no state
   */
  static parse(text: string): RecordedState {
    const state = asObject(parseJson(text));
    const lineage = asText(state.lineage);
    const objects = new Map<string, RecordedObject>();
    for (const resource of asList(state.resources).map(asObject)) {
      for (const instance of asList(resource.instances).map(asObject)) {
        const address = `${configAddress(resource)}${indexOf(instance)}`;
        objects.set(keyOf(address, asText(instance.deposed)), {
          attributes: new Set(Object.keys(asObject(instance.attributes))),
          dependencies: new Set(asList(instance.dependencies).map(String)),
        });
      }
    }
    return new RecordedState({
      // Before its first write, a state has no lineage.
      position: lineage ? { lineage, serial: asNumber(state.serial) } : {},
      toolVersion: asText(state.terraform_version),
      objects,
    });
  }

  find(change: ResourceChange): RecordedObject | undefined {
    const { address, previousAddress, deposed } = change;
    return this.#objects.get(keyOf(previousAddress ?? address, deposed));
  }
}

/** The same object in two plans, whatever a `moved` block calls it in one of them. */
export function identityOf(change: ResourceChange): string {
  const { address, previousAddress, deposed } = change;
  return keyOf(previousAddress ?? address, deposed);
}

/** Address of the block that makes a resource: all its instances have the same. */
export function blockOf(change: ResourceChange): string {
  const module = change.moduleAddress?.replace(
    /\[("(?:[^"\\]|\\.)*"|\d+)\]/g,
    '',
  );
  const mode = change.mode === 'data' ? 'data.' : '';
  return `${module ? `${module}.` : ''}${mode}${change.type}.${change.name}`;
}

function configAddress(resource: Record<string, unknown>): string {
  const module = asText(resource.module);
  const mode = resource.mode === 'data' ? 'data.' : '';
  return `${module ? `${module}.` : ''}${mode}${resource.type}.${
    resource.name
  }`;
}

function indexOf({ index_key: key }: Record<string, unknown>): string {
  if (typeof key === 'number') return `[${key}]`;
  return typeof key === 'string' ? `["${doubleQuoted(key)}"]` : '';
}

function keyOf(address: string, deposed: string | undefined): string {
  return `${address}\0${deposed ?? ''}`;
}
