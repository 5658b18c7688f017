import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

// Certificates made here and now (RFC 5280), so that no private key lies in the repository and none runs out.

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const octets = (content: Uint8Array) => der(0x04, content);
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content);
const TRUE = der(0x01, Buffer.from([0xff]));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAME = oid('551d11');
const EXTENDED_KEY_USAGE = oid('551d25');
const SUBJECT_KEY = oid('551d0e');
const AUTHORITY_KEY = oid('551d23');

const purposes = { client: oid('2b06010505070302'), server: oid('2b06010505070301') };

/** Context tags of RFC 5280 §4.2.1.6. */
const nameTags = { email: 0x81, DNS: 0x82, URI: 0x86 };

const nameOf = (text: string) => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text)))));

const timeOf = (at: Date) => der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/gu, '')));

const pem = (content: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${content.toString('base64').replace(/.{64}(?=.)/gu, '$&\n')}\n-----END CERTIFICATE-----\n`;

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const fingerprintOf = (spki: Buffer) => createHash('sha1').update(spki).digest();

export interface Identity {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Identity {
  issue(options?: LeafOptions): Identity;
}

export interface LeafOptions {
  /** Such as `DNS:ci.example.org`. */
  readonly names?: readonly string[];
  readonly purpose?: keyof typeof purposes;
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

const DAY = 86_400_000;

/** An authority that issues certificates. */
export function createAuthority(name = 'Acme root'): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const period = { validFrom: new Date(Date.now() - 10 * DAY), validTo: new Date(Date.now() + 10 * DAY) };
  const extensions = [
    sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE))),
    sequence(SUBJECT_KEY, octets(octets(fingerprintOf(spki)))),
  ];
  const cert = certify({ subject: name, issuer: name, spki, extensions, ...period }, privateKey);
  const key = pemOf(privateKey);
  return { cert, key, issue: (options = {}) => issue(name, { spki, privateKey }, options) };
}

function issue(
  issuer: string,
  authority: { readonly spki: Buffer; readonly privateKey: KeyObject },
  { names = ['DNS:localhost'], purpose = 'client', ...period }: LeafOptions,
): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const alternatives = names.map((name) => {
    const [, kind, value = ''] = /^(email|DNS|URI):(.*)$/su.exec(name) ?? [];
    return der(nameTags[kind as keyof typeof nameTags], Buffer.from(value));
  });
  const extensions = [
    sequence(ALTERNATIVE_NAME, octets(sequence(...alternatives))),
    sequence(EXTENDED_KEY_USAGE, octets(sequence(purposes[purpose]))),
    sequence(AUTHORITY_KEY, octets(sequence(der(0x80, fingerprintOf(authority.spki))))),
  ];
  const { validFrom = new Date(Date.now() - DAY), validTo = new Date(Date.now() + DAY) } = period;
  const cert = certify(
    { subject: 'leaf', issuer, spki, extensions, validFrom, validTo },
    authority.privateKey,
  );
  return { cert, key: pemOf(privateKey) };
}

interface Certified {
  readonly subject: string;
  readonly issuer: string;
  readonly spki: Buffer;
  readonly extensions: readonly Buffer[];
  readonly validFrom: Date;
  readonly validTo: Date;
}

function certify(
  { subject, issuer, spki, extensions, validFrom, validTo }: Certified,
  by: KeyObject,
): string {
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(15)]));
  const validity = sequence(timeOf(validFrom), timeOf(validTo));
  const body = sequence(
    version3,
    serial,
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    validity,
    nameOf(subject),
    spki,
    der(0xa3, sequence(...extensions)),
  );
  return pem(sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, by))));
}
