import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** ConnectWise's `x-content-signature` over the raw bytes (reference/connectwise.md 2.5): base64 HMAC with SHA-256 of the signing key. */
export function connectWiseSignature(signingKey: string, body: Buffer): string {
  const key = createHash('sha256').update(signingKey, 'utf8').digest();
  return createHmac('sha256', key).update(body).digest('base64');
}

/** Field Nation's `X-FN-Signature` over the raw bytes (reference/fieldnation.md 3.2): `sha256=<hex>`. */
export function fieldNationSignature(secret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Compares two signatures in constant time; a different length is simply false. */
export function sameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected, 'utf8');
  const b = Buffer.from(given, 'utf8');
  return a.length === b.length && timingSafeEqual(a, b);
}

const comparison = randomBytes(32);

/** Compares a secret with what was given, in a time that tells neither where they differ nor how long the secret is. Nothing equals an empty secret. */
export function sameSecret(secret: string, given: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', comparison).update(text, 'utf8').digest();
  return timingSafeEqual(digest(secret), digest(given)) && secret !== '';
}
