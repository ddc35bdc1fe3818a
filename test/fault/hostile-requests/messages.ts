import { connectWiseSignature, fieldNationSignature } from '../../../src/core/intake/signatures.ts';
import type { Random } from './random.ts';
import { world } from './world.ts';

/** Parts of an HTTP request as they go over the wire; every one may be spoiled. */
export interface Parts {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export const callbackTarget = `/callbacks/${world.token}?recordId=1042&action=updated`;
export const webhookTarget = `/webhooks/${world.token}`;

export function wire(parts: Parts): Buffer {
  const head = [
    `${parts.method} ${parts.target} ${parts.version}`,
    ...parts.headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), parts.body]);
}

export function keyUrl(id: string = world.keyId, company: string = world.company): string {
  return `https://${world.site}/v2025_1//system/callbackkey/index.rails?companyName=${company}&id=${id}`;
}

/** A callback as ConnectWise would send it; each has a MessageId of its own. */
export function callbackBody(random: Random, change: Record<string, unknown> = {}): Buffer {
  return Buffer.from(
    JSON.stringify({
      MessageId: random.guid(),
      FromUrl: world.site,
      CompanyId: world.company,
      MemberId: 'jdoe',
      Action: 'updated',
      Type: 'ticket',
      ID: 1 + random.below(100_000),
      Entity: null,
      Metadata: { key_url: keyUrl() },
      CallbackObjectRecId: 26604,
      ...change,
    }),
  );
}

/** A POST to the callbacks' true address. */
export function callback(
  body: Buffer,
  signature: string = connectWiseSignature(world.signingKey, body),
  more: Partial<Parts> = {},
): Parts {
  return {
    method: 'POST',
    target: callbackTarget,
    version: 'HTTP/1.1',
    headers: [
      ['Host', world.host],
      ['Content-Type', 'application/json'],
      ['x-content-signature', signature],
      ['Content-Length', String(body.length)],
    ],
    body,
    ...more,
  };
}

export function webhookBody(random: Random, change: Record<string, unknown> = {}): Buffer {
  const id = 1 + random.below(100_000);
  return Buffer.from(
    JSON.stringify({
      event: { name: 'workorder.message_posted', params: { work_order_id: id, mark: random.guid() } },
      timestamp: '2026-01-15T10:30:00-06:00',
      triggered_by_user: { id: 456 },
      workorder: { id },
      ...change,
    }),
  );
}

export function webhook(
  body: Buffer,
  deliveryId: string,
  signature: string = fieldNationSignature(world.webhookSecret, body),
): Parts {
  return {
    method: 'POST',
    target: webhookTarget,
    version: 'HTTP/1.1',
    headers: [
      ['Host', world.host],
      ['Content-Type', 'application/json'],
      ['X-FN-Signature', signature],
      ['X-FN-Delivery-Id', deliveryId],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

/** The same request with one header in another way: replaced, added, or taken away with null. */
export function withHeader(parts: Parts, name: string, value: string | null, add = false): Parts {
  const others = add ? parts.headers : parts.headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase());
  return { ...parts, headers: value === null ? others : [...others, [name, value]] };
}
