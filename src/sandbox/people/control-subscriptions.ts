import { z } from 'zod';
import type { CallbackPeople, FiredCallback, NewCallback } from '../connectwise/callback-people.ts';
import type { ConnectWisePeople } from '../connectwise/people.ts';
import { type RemovedRecord, recordLists, type SavedRecord } from '../connectwise/record-saves.ts';
import type { WebhookState } from '../fieldnation/webhook-people.ts';
import { ControlError, checked, orRefuse, withoutUndefined } from './control-error.ts';

/*
 * The control API's part on callbacks, webhooks and the clock: what the vendors show nobody, and what happens there
 * behind everybody's back.
 */

/** Where the sandbox's time stands. */
export interface ClockState {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** How far it is ahead of the machine's clock, in ms. */
  readonly aheadMs: number;
}

export interface SubscriptionControl {
  /** ConnectWise's callbacks: their hidden health, what was delivered, the signing keys. */
  readonly callbacks: CallbackPeople;
  readonly records: Pick<ConnectWisePeople, 'saveRecord' | 'removeRecord'>;
  webhooks(): readonly WebhookState[];
  /** Makes a webhook inactive as seven failing days do. */
  deactivateWebhook(webhookId: string): void;
  clock(): ClockState;
  /** Lets time pass at once, with everything that falls due in it. */
  advanceClock(ms: number): ClockState;
}

const newCallback = z.strictObject({
  url: z.string(),
  type: z.string(),
  level: z.string(),
  objectId: z.number().int().optional(),
  description: z.string().optional(),
  inactiveFlag: z.boolean().optional(),
  isSelfSuppressedFlag: z.boolean().optional(),
  member: z.string().optional(),
});
const fired = z.strictObject({
  type: z.string(),
  action: z.enum(['added', 'updated', 'deleted']),
  id: z.number().int(),
  levels: z.record(z.string(), z.number().int()).optional(),
  entity: z.record(z.string(), z.json()).optional(),
  member: z.string().optional(),
});
const ofCallback = z.strictObject({ id: z.number().int() });
const ofWebhook = z.strictObject({ webhookId: z.string() });
const list = z.enum(recordLists);
const saved = z.strictObject({
  list,
  id: z.number().int().optional(),
  changes: z.record(z.string(), z.json()),
  member: z.string().optional(),
});
const removed = z.strictObject({ list, id: z.number().int(), member: z.string().optional() });
const clockMove = z.strictObject({
  advanceMs: z.number().min(0).optional(),
  advanceDays: z.number().min(0).optional(),
  /** The time it shall be; not before the present one. */
  now: z.iso.datetime().optional(),
});

const dayMs = 86_400_000;

function moveClock(sandbox: SubscriptionControl, body: unknown): ClockState {
  const { advanceMs = 0, advanceDays = 0, now } = checked(clockMove, body);
  const present = Date.parse(sandbox.clock().now);
  const until = now === undefined ? 0 : Date.parse(now) - present;
  if (until < 0) throw new ControlError(400, "The sandbox's clock only goes forward.");
  return sandbox.advanceClock(advanceMs + advanceDays * dayMs + until);
}

const numberIn = (query: URLSearchParams, name: string): Readonly<Record<string, number>> => {
  const value = Number(query.get(name) ?? '');
  return query.has(name) && Number.isInteger(value) ? { [name]: value } : {};
};

/** `call` is `POST callbacks/fire`. Undefined when the call is not one of these. */
export function subscriptionControl(
  sandbox: SubscriptionControl,
  call: string,
  query: URLSearchParams,
  body: unknown,
): { readonly answer: unknown } | undefined {
  const run = (act: () => unknown): { readonly answer: unknown } => ({ answer: orRefuse(act) ?? {} });
  const { callbacks, records } = sandbox;
  switch (call) {
    case 'GET callbacks':
      return run(() => callbacks.callbacks());
    case 'GET callbacks/deliveries':
      return run(() =>
        callbacks.callbackDeliveries({ ...numberIn(query, 'callbackId'), ...numberIn(query, 'recordId') }),
      );
    case 'GET callbacks/signing-keys':
      return run(() => callbacks.signingKeys());
    case 'POST callbacks/add':
      return run(() => callbacks.addCallback(withoutUndefined(checked(newCallback, body)) as NewCallback));
    case 'POST callbacks/disable':
      return run(() => callbacks.disableCallback(checked(ofCallback, body).id));
    case 'POST callbacks/fire':
      return run(() => callbacks.fireCallback(withoutUndefined(checked(fired, body)) as FiredCallback));
    case 'POST records/save':
      return run(() => records.saveRecord(withoutUndefined(checked(saved, body)) as SavedRecord));
    case 'POST records/remove':
      return run(() => records.removeRecord(withoutUndefined(checked(removed, body)) as RemovedRecord));
    case 'GET webhooks':
      return run(() => sandbox.webhooks());
    case 'POST webhooks/deactivate':
      return run(() => sandbox.deactivateWebhook(checked(ofWebhook, body).webhookId));
    case 'GET clock':
      return run(() => sandbox.clock());
    case 'POST clock':
      return run(() => moveClock(sandbox, body));
    default:
      return undefined;
  }
}
