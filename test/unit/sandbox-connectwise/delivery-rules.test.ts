import { describe, expect, it } from 'vitest';
import { deliveryUrl, signature } from '../../../src/sandbox/connectwise/callback-message.ts';
import { isUnder } from '../../../src/sandbox/connectwise/callback-subjects.ts';
import { toVendorTime } from '../../../src/sandbox/connectwise/records.ts';

describe('the address of a delivery', () => {
  it.each([
    ['https://x/abc', 7601, 'https://x/abc?7601&action=updated'],
    ['https://x?param1=5&param2=6', 2475, 'https://x?param1=5&param2=62475&action=updated'],
    ['https://x?param1=5&param2=6&recordId=', 2475, 'https://x?param1=5&param2=6&recordId=2475&action=updated'],
  ])('is %s with the id and action concatenated as raw text', (stored, id, delivered) => {
    expect(deliveryUrl(stored, id, 'updated')).toBe(delivered);
  });
});

describe('the signature of a delivery', () => {
  it('is HMAC-SHA256 under the SHA-256 of the signing key, in base64', () => {
    const body = Buffer.from('{"ID":7601,"Action":"updated","Type":"ticket"}');
    expect(signature('test-signing-key', body)).toBe('QeebPEzh99B4p6dgFgJyuctCJShuOVDnxrT0hNt4+00=');
  });
});

describe('a callback entry', () => {
  const ticket = { ticket: [7601], board: [21], status: [509], integratortag: [3, 4], phase: [] };
  it.each([
    ['Owner', 1, true],
    ['owner', 1, true],
    ['Board', 21, true],
    ['Board', 22, false],
    ['Status', 509, true],
    ['status', 510, false],
    ['Ticket', 7601, true],
    ['Ticket', 7602, false],
    ['IntegratorTag', 4, true],
    ['Phase', 71, false],
    ['Project', 31, false],
  ])('of level %s and object %i hears of the ticket: %s', (level, objectId, wanted) => {
    expect(isUnder({ id: 1, level, objectId }, ticket)).toBe(wanted);
  });
});

it('a vendor time has no milliseconds', () => {
  expect(toVendorTime(Date.UTC(2026, 10, 22, 8, 0, 0, 987))).toBe('2026-11-22T08:00:00Z');
});
