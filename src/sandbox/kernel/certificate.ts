import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** PEM texts of a self-signed certificate and its key. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/* DER (X.690): every value is a tag byte, a length and the content. */

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(
    content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff],
  );
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const setOf = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
const octets = (content: Buffer): Buffer => der(0x04, content);
const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));
/** Positive integers only: a leading zero keeps the sign bit clear. */
const integer = (content: Buffer): Buffer =>
  der(0x02, ((content[0] ?? 0) & 0x80) === 0 ? content : Buffer.concat([Buffer.from([0]), content]));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

/** UTCTime, `YYMMDDhhmmssZ`: enough until 2049. */
function utcTime(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const dayMs = 86_400_000;

function toBeSigned(publicKey: KeyObject, nowMs: number): Buffer {
  const name = sequence(setOf(sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('Dispatch Bridge sandbox', 'utf8')))));
  const alternativeNames = sequence(
    der(0x82, Buffer.from('localhost', 'ascii')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  );
  // The time makes each run's serial number differ, so that no client mixes up two sandboxes' certificates.
  const serial = Buffer.alloc(8);
  serial.writeBigUInt64BE(BigInt(Math.max(1, Math.trunc(nowMs))));
  return sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from(serial.subarray(serial.findIndex((byte) => byte !== 0)))),
    ecdsaWithSha256,
    name,
    sequence(utcTime(nowMs - dayMs), utcTime(nowMs + 397 * dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        // Its own authority, so that it can be handed to a client as the CA file.
        extension('2.5.29.19', true, sequence(boolean(true))),
        extension('2.5.29.17', false, alternativeNames),
        extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
      ),
    ),
  );
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * A self-signed P-256 certificate for `localhost` and `127.0.0.1`, valid from a day before `nowMs` for 397 days.
 * Written here because node:crypto signs but does not write X.509.
 */
export function createCertificate(nowMs: number): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const body = toBeSigned(publicKey, nowMs);
  const signature = sign('sha256', body, privateKey);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bits(signature))),
  };
}
