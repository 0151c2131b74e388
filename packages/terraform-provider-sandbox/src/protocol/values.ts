/** Terraform's values on the wire: MessagePack, with an extension for "not known until apply". */
import { decode, encode, ExtData, ExtensionCodec } from '@msgpack/msgpack';
import type { DynamicValue } from './messages';

/** A value that is not known until apply. */
export class Unknown {
  /** Tells it from an empty object, which TypeScript compares by shape. */
  private readonly brand = 'unknown';

  toString(): string {
    return this.brand;
  }

  static readonly value = new Unknown();
}

export type Value =
  | null
  | boolean
  | number
  | string
  | Unknown
  | Value[]
  | ValueMap;
export interface ValueMap {
  [key: string]: Value;
}

const UNKNOWN = 0;
/** An unknown value of which something is known ("not null", "starts with"); the refinement may be ignored. */
const REFINED_UNKNOWN = 12;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: UNKNOWN,
  encode: input => (input instanceof Unknown ? Uint8Array.of(0) : null),
  decode: () => Unknown.value,
});
extensionCodec.register({
  type: REFINED_UNKNOWN,
  encode: () => null,
  decode: () => Unknown.value,
});

export function isUnknown(value: Value | undefined): value is Unknown {
  return value instanceof Unknown;
}

export function isMap(value: Value | undefined): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isUnknown(value)
  );
}

/** Deep equality; an unknown value equals nothing, not even itself. */
export function sameValue(a: Value, b: Value): boolean {
  if (isUnknown(a) || isUnknown(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every(key => key in b && sameValue(a[key], b[key]))
    );
  }
  return a === b;
}

function checked(value: unknown): Value {
  if (value instanceof ExtData) {
    throw new Error(`unknown MessagePack extension ${value.type}`);
  }
  return value as Value;
}

/** The object in a message; null when there is none, which is how Terraform says "does not exist". */
export function decodeObject(wire: DynamicValue | undefined): ValueMap | null {
  const value = wire?.msgpack?.length
    ? checked(decode(wire.msgpack, { extensionCodec }))
    : (JSON.parse(new TextDecoder().decode(wire?.json) || 'null') as Value);
  return isMap(value) ? value : null;
}

export function encodeValue(value: Value): DynamicValue {
  return { msgpack: encode(value, { extensionCodec }) };
}
