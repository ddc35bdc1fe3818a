import { describe, expect, it } from 'vitest';
import { parseHostileJson, webhookSchema } from '../../../src/core/intake/payloads.ts';
import { connectWiseSignature, fieldNationSignature, sameSignature } from '../../../src/core/intake/signatures.ts';

describe('signatures', () => {
  it('agrees with the published ConnectWise test vector', () => {
    const body = Buffer.from('{"ID":7601,"Action":"updated","Type":"ticket"}');
    expect(connectWiseSignature('test-signing-key', body)).toBe('QeebPEzh99B4p6dgFgJyuctCJShuOVDnxrT0hNt4+00=');
  });

  it('changes with every byte of the body', () => {
    const one = fieldNationSignature('secret', Buffer.from('{"a":1}'));
    expect(one).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(fieldNationSignature('secret', Buffer.from('{"a": 1}'))).not.toBe(one);
  });

  it('compares without throwing on another length', () => {
    expect(sameSignature('abc', 'abc')).toBe(true);
    expect(sameSignature('abc', 'abcd')).toBe(false);
    expect(sameSignature('abc', '')).toBe(false);
  });
});

describe('payloads from outside', () => {
  it('reads the current and the superseded webhook shape', () => {
    expect(
      webhookSchema.parse({
        event: { name: 'workorder.status.assigned', params: { work_order_id: 5 } },
        workorder: { id: 5 },
      }),
    ).toMatchObject({
      name: 'workorder.status.assigned',
      workOrderId: 5,
    });
    expect(webhookSchema.parse({ eventName: 'workorder.created', workOrderId: '9' })).toMatchObject({ workOrderId: 9 });
    expect(webhookSchema.safeParse({ eventName: 'workorder.created' }).success).toBe(false);
  });

  it('refuses what is not JSON, not UTF-8, too deep, or aimed at a prototype', () => {
    expect(parseHostileJson(Buffer.from('{'))).toBeNull();
    expect(parseHostileJson(Buffer.from([0x22, 0xff, 0x22]))).toBeNull();
    expect(parseHostileJson(Buffer.from(`${'['.repeat(60)}${']'.repeat(60)}`))).toBeNull();
    expect(parseHostileJson(Buffer.from('{"__proto__":{"admin":true}}'))).toBeNull();
    expect(parseHostileJson(Buffer.from('{"ID":1}'))).toEqual({ ID: 1 });
  });
});
