/**
 * A self-signed certificate for `localhost`, valid for a day: Terraform trusts exactly this one, because it reads it
 * from the handshake line. DER by hand, for an X.509 library would double the provider's start-up time.
 */
import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), body]);
  const size = length < 0x100 ? [0x81] : [0x82, Math.floor(length / 0x100)];
  return Buffer.concat([Buffer.of(tag, ...size, length % 0x100), body]);
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (milliseconds: number) =>
  der(
    0x17,
    Buffer.from(
      `${new Date(milliseconds)
        .toISOString()
        .replace(/[-:T]/g, '')
        .slice(2, 14)}Z`,
    ),
  );

const ECDSA_WITH_SHA256 = der(SEQUENCE, oid('2a8648ce3d040302'));
const NAME = der(
  SEQUENCE,
  der(SET, der(SEQUENCE, oid('550403'), der(0x0c, Buffer.from('localhost')))),
);

function extensions(): Buffer {
  const subjectAltName = der(SEQUENCE, der(0x82, Buffer.from('localhost')));
  const certificateAuthority = der(SEQUENCE, Buffer.of(0x01, 0x01, 0xff));
  const serverAuth = der(SEQUENCE, oid('2b06010505070301'));
  const extension = (id: string, value: Buffer) =>
    der(SEQUENCE, oid(id), der(OCTET_STRING, value));
  return der(
    0xa3,
    der(
      SEQUENCE,
      extension('551d11', subjectAltName),
      extension('551d13', certificateAuthority),
      extension('551d25', serverAuth),
    ),
  );
}

export interface Identity {
  /** PEM. */
  readonly key: string;
  /** DER. */
  readonly certificate: Buffer;
}

export function selfSigned(): Identity {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  // The leading byte keeps the serial number positive and without a needless zero.
  const serial = Buffer.concat([Buffer.of(0x40), randomBytes(15)]);
  const now = Date.now();
  const toBeSigned = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    NAME,
    der(SEQUENCE, time(now - 60_000), time(now + 86_400_000)),
    NAME,
    pair.publicKey,
    extensions(),
  );
  const signature = sign(
    'sha256',
    toBeSigned,
    createPrivateKey(pair.privateKey),
  );
  return {
    key: pair.privateKey,
    certificate: der(
      SEQUENCE,
      toBeSigned,
      ECDSA_WITH_SHA256,
      der(BIT_STRING, Buffer.of(0), signature),
    ),
  };
}

export function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').replace(/(.{64})/g, '$1\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
