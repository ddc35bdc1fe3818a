import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../../../src/sandbox/kernel/certificate.ts';

const nowMs = Date.UTC(2026, 10, 22, 8, 0, 0);

describe("the sandbox's certificate", () => {
  const { key, cert } = createCertificate(nowMs);
  const parsed = new X509Certificate(cert);

  it('is for this machine and signed by itself', () => {
    expect(parsed.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(parsed.checkHost('localhost')).toBe('localhost');
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(parsed.checkHost('example.com')).toBeUndefined();
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkIssued(parsed)).toBe(true);
  });

  it('belongs to its key', () => {
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  it('is valid from the day before for 397 days after', () => {
    expect(Date.parse(parsed.validFrom)).toBe(nowMs - 86_400_000);
    expect(Date.parse(parsed.validTo)).toBe(nowMs + 397 * 86_400_000);
  });

  it('differs each time', () => {
    expect(new X509Certificate(createCertificate(nowMs + 1).cert).serialNumber).not.toBe(parsed.serialNumber);
  });
});
