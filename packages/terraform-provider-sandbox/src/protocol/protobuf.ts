/**
 * As much of the protobuf wire format as the plugin protocol needs, as combinators: a message is described once, as a
 * table of fields, and its TypeScript type follows from the table. A general library costs more start-up time than the
 * whole provider, and Terraform starts the provider several times per plan.
 */

/** A field as found on the wire: a varint, or bytes. */
type Raw = number | Uint8Array;

export interface Field<T> {
  readonly number: number;
  write(out: Writer, value: T): void;
  read(raw: Raw, previous: T | undefined): T;
}

export interface Codec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder();

export class Writer {
  private readonly chunks: Uint8Array[] = [];

  varint(value: number): void {
    const bytes: number[] = [];
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
    this.chunks.push(Uint8Array.from(bytes));
  }

  bytes(field: number, value: Uint8Array): void {
    this.varint(field * 8 + 2);
    this.varint(value.length);
    this.chunks.push(value);
  }

  number(field: number, value: number): void {
    this.varint(field * 8);
    this.varint(value);
  }

  finish(): Uint8Array {
    return Buffer.concat(this.chunks);
  }
}

function* rawFields(bytes: Uint8Array): Generator<[number, Raw]> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (at >= bytes.length) throw new Error('truncated protobuf message');
      const byte = bytes[at++];
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag % 8;
    let raw: Raw = 0;
    if (wire === 0) {
      raw = varint();
    } else if (wire === 1 || wire === 2 || wire === 5) {
      const fixed = wire === 1 ? 8 : 4;
      const length = wire === 2 ? varint() : fixed;
      if (at + length > bytes.length) {
        throw new Error('truncated protobuf message');
      }
      raw = bytes.subarray(at, at + length);
      at += length;
    } else {
      throw new Error(`unsupported protobuf wire type ${wire}`);
    }
    yield [Math.floor(tag / 8), raw];
  }
}

const asBytes = (raw: Raw): Uint8Array =>
  typeof raw === 'number' ? new Uint8Array() : raw;

export const bytes = (number: number): Field<Uint8Array> => ({
  number,
  write: (out, value) => out.bytes(number, value),
  read: asBytes,
});

export const string = (number: number): Field<string> => ({
  number,
  write: (out, value) => value && out.bytes(number, utf8Encoder.encode(value)),
  read: raw => utf8Decoder.decode(asBytes(raw)),
});

export const int = (number: number): Field<number> => ({
  number,
  write: (out, value) => value && out.number(number, value),
  read: raw => Number(raw),
});

export const bool = (number: number): Field<boolean> => ({
  number,
  write: (out, value) => value && out.number(number, 1),
  read: raw => raw !== 0,
});

export const nested = <T>(number: number, codec: Codec<T>): Field<T> => ({
  number,
  write: (out, value) => out.bytes(number, codec.encode(value)),
  read: raw => codec.decode(asBytes(raw)),
});

export const repeated = <T>(field: Field<T>): Field<T[]> => ({
  number: field.number,
  write: (out, values) => values.forEach(value => field.write(out, value)),
  read: (raw, previous) => [...(previous ?? []), field.read(raw, undefined)],
});

/** A map with string keys, which protobuf writes as repeated entries of key (1) and value (2). */
export const map = <T>(
  number: number,
  codec: Codec<T>,
): Field<Record<string, T>> => {
  const entry = message({ key: string(1), value: nested(2, codec) });
  return {
    number,
    write: (out, values) =>
      Object.entries(values).forEach(([key, value]) =>
        out.bytes(number, entry.encode({ key, value })),
      ),
    read: (raw, previous) => {
      const { key = '', value } = entry.decode(asBytes(raw));
      return { ...previous, [key]: value ?? codec.decode(new Uint8Array()) };
    },
  };
};

/** A message. All its fields are optional, as in proto3: absent means the default. */
export function message<T extends object>(fields: {
  [K in keyof T]: Field<T[K]>;
}): Codec<Partial<T>> {
  // Inside, the fields' types are forgotten; the signature above keeps them for every caller.
  const table = Object.entries<Field<unknown>>(
    fields as Record<string, Field<unknown>>,
  );
  const byNumber = new Map(table.map(entry => [entry[1].number, entry]));
  return {
    encode(value) {
      const out = new Writer();
      const record = value as Record<string, unknown>;
      for (const [name, field] of table) {
        if (record[name] !== undefined) field.write(out, record[name]);
      }
      return out.finish();
    },
    decode(input) {
      const record: Record<string, unknown> = {};
      for (const [number, raw] of rawFields(input)) {
        const entry = byNumber.get(number);
        if (entry) record[entry[0]] = entry[1].read(raw, record[entry[0]]);
      }
      return record as Partial<T>;
    },
  };
}
