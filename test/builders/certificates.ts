import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, as PEM, and what it takes to sign others with it. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  /** Null: signed by itself. */
  readonly issuer: Issued | null;
  /** Host names it is for; none for an authority. */
  readonly hosts?: readonly string[];
  /** ms. Default: yesterday, and in 60 days. */
  readonly from?: number;
  readonly to?: number;
}

/* DER (X.690): every value is a tag byte, a length and the content. */

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const identifiers = {
  commonName: '0603550403',
  ecdsaWithSha256: '06082a8648ce3d040302',
  basicConstraints: '0603551d13',
  alternativeNames: '0603551d11',
} as const;
const oid = (name: keyof typeof identifiers): Buffer => Buffer.from(identifiers[name], 'hex');
const yes = der(0x01, Buffer.from([0xff]));

function nameOf(text: string): Buffer {
  return sequence(der(0x31, sequence(oid('commonName'), der(0x0c, Buffer.from(text, 'utf8')))));
}

/** UTCTime, `YYMMDDhhmmssZ`: enough until 2049. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Makes a P-256 certificate: of an authority, or for hosts. node:crypto signs but does not write X.509. */
export function certificate(name: string, options: CertificateOptions): Issued {
  const { issuer, hosts = [] } = options;
  const now = Date.now();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)]);
  const extension =
    hosts.length === 0
      ? sequence(oid('basicConstraints'), yes, der(0x04, sequence(yes)))
      : sequence(
          oid('alternativeNames'),
          der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host, 'ascii'))))),
        );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sequence(oid('ecdsaWithSha256')),
    nameOf(issuer?.name ?? name),
    sequence(time(options.from ?? now - 86_400_000), time(options.to ?? now + 60 * 86_400_000)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  return {
    name,
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', sequence(body, sequence(oid('ecdsaWithSha256')), der(0x03, Buffer.from([0]), signature))),
  };
}
