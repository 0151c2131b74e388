import { X509Certificate } from 'node:crypto';
import { pem, selfSigned } from './certificate';
import {
  bool,
  bytes,
  int,
  map,
  message,
  nested,
  repeated,
  string,
} from './protobuf';
import { decodeObject, encodeValue, sameValue, Unknown } from './values';

describe('protobuf', () => {
  const inner = message({ name: string(1), count: int(2) });
  const outer = message({
    flag: bool(1),
    raw: bytes(2),
    one: nested(3, inner),
    many: repeated(nested(4, inner)),
    table: map(5, inner),
  });

  it('reads what it writes', () => {
    const value = {
      flag: true,
      raw: Buffer.from([0, 255]),
      one: { name: 'žluťoučký 🐎', count: 2 ** 40 },
      many: [{ name: 'a' }, { count: 300 }],
      table: { x: { name: 'y' }, z: {} },
    };
    const read = outer.decode(outer.encode(value));
    expect({ ...read, raw: Buffer.from(read.raw ?? []) }).toEqual(value);
  });

  it('writes the bytes of the specification', () => {
    expect(Buffer.from(inner.encode({ name: 'testing' })).toString('hex')).toBe(
      '0a0774657374696e67',
    );
    expect(Buffer.from(inner.encode({ count: 150 })).toString('hex')).toBe(
      '109601',
    );
  });

  it('skips unknown fields, and refuses half a message', () => {
    const newer = message({ extra: string(9), name: string(1) });
    expect(inner.decode(newer.encode({ extra: 'x', name: 'n' }))).toEqual({
      name: 'n',
    });
    expect(() => inner.decode(Uint8Array.of(10, 5, 1))).toThrow('truncated');
  });
});

describe('values', () => {
  it('keeps unknown values, also refined ones', () => {
    const wire = encodeValue({ id: Unknown.value, tags: null, n: 1.5 });
    expect(decodeObject(wire)).toEqual({
      id: Unknown.value,
      tags: null,
      n: 1.5,
    });
    const refined = Uint8Array.of(0x81, 0xa1, 0x61, 0xc7, 1, 12, 0x80);
    expect(decodeObject({ msgpack: refined })).toEqual({ a: Unknown.value });
  });

  it('compares deeply, and takes an unknown value for different', () => {
    expect(sameValue({ a: [1, { b: 'c' }] }, { a: [1, { b: 'c' }] })).toBe(
      true,
    );
    expect(sameValue({ a: '1' }, { b: '1' })).toBe(false);
    expect(sameValue(Unknown.value, Unknown.value)).toBe(false);
  });
});

describe('the certificate', () => {
  it('is a valid self-signed one for localhost', () => {
    const { key, certificate } = selfSigned();
    const x509 = new X509Certificate(pem(certificate));
    expect(x509.checkHost('localhost')).toBe('localhost');
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(key).toContain('PRIVATE KEY');
    expect(Date.parse(x509.validTo)).toBeGreaterThan(Date.now());
  });
});
