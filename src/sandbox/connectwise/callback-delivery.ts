import { createHash, createHmac } from 'node:crypto';
import { randomGuid } from '../kernel/random.ts';
import { memberNamed, refId, type StoredRecord, textOf } from './records.ts';
import { type Kind, render } from './render.ts';
import { switchOf, type World } from './world.ts';

export type Action = 'added' | 'updated' | 'deleted';

export interface Change {
  readonly action: Action;
  /** Vendor type in lower case; the sandbox fires `ticket` only. */
  readonly type: 'ticket';
  readonly record: StoredRecord;
  readonly kind: Kind;
  /** Who made the change. */
  readonly memberIdentifier: string;
}

const timeoutMs = 5000;
/** After the first attempt and after the first retry; only these statuses are retried (reference section 2.6). */
const retryDelaysMs = [2000, 4000];
const retriedStatuses = new Set([404, 409, 419, 429]);

/**
 * The address a delivery goes to: the stored text plus id and action, concatenated raw (reference section 2.3). A stored
 * `https://x?param1=5&param2=6` is thereby corrupted, as by the vendor.
 */
export function deliveryUrl(stored: string, id: number, action: Action): string {
  return `${stored}${stored.includes('?') ? '' : '?'}${id}&action=${action}`;
}

/** `x-content-signature` for a raw body: HMAC-SHA256 under SHA-256 of the signing key, base64 (reference section 2.5). */
export function signature(signingKey: string, body: Buffer): string {
  const key = createHash('sha256').update(signingKey, 'utf8').digest();
  return createHmac('sha256', key).update(body).digest('base64');
}

/** Whether a callback entry wants to hear of a ticket's change (levels of reference section 2.2). */
export function wantsTicket(entry: StoredRecord, ticket: StoredRecord): boolean {
  const objectId = entry.objectId;
  switch (textOf(entry, 'level').toLowerCase()) {
    case 'owner':
      return true;
    case 'board':
      return objectId === refId(ticket, 'board');
    case 'status':
      return objectId === refId(ticket, 'status');
    case 'ticket':
      return objectId === ticket.id;
    default:
      return false;
  }
}

function entityOf(world: World, change: Change): string | null {
  if (change.action === 'deleted') return null;
  const full = render(world, change.kind, change.record);
  if (switchOf(world, 'connectwise.callbackEntity') !== 'minimal') return JSON.stringify(full);
  return JSON.stringify({ id: full.id, recordType: full.recordType, _info: full._info });
}

function bodyFor(world: World, entry: StoredRecord, change: Change): { readonly body: Buffer; readonly key: string } {
  const { state } = world.store;
  const signing = state.signingKeys.at(-1);
  if (signing === undefined) throw new Error('The simulated ConnectWise has no signing key.');
  const { host } = new URL(world.site.url);
  const query = `companyName=${encodeURIComponent(state.company.loginId)}&id=${signing.id}`;
  const message = {
    MessageId: randomGuid(world.context.random),
    FromUrl: host,
    CompanyId: state.company.loginId,
    MemberId: change.memberIdentifier,
    Action: change.action,
    Type: change.type,
    ID: change.record.id,
    ProductInstanceId: state.productInstanceId,
    PartnerId: state.partnerId,
    Entity: entityOf(world, change),
    Metadata: { key_url: `${world.site.url}/${state.codebase}/system/callbackkey/index.rails?${query}` },
    CallbackObjectRecId: entry.id,
  };
  return { body: Buffer.from(JSON.stringify(message), 'utf8'), key: signing.key };
}

const dayMs = 86_400_000;

/**
 * Keeps count of an entry's failures: after three days without one success it is switched off, in silence (reference
 * section 2.6). The count rests on the entry, so that a restart does not forget it.
 */
function keepHealth(world: World, callbackId: number, succeeded: boolean): void {
  const entry = world.store.table('callbacks').get(callbackId);
  if (entry === null || entry.inactiveFlag === true) return;
  const nowMs = world.context.clock.now();
  if (succeeded) entry.failingSinceMs = null;
  else entry.failingSinceMs ??= nowMs;
  const days = switchOf(world, 'connectwise.callbackDisableAfterDays');
  if (succeeded || days <= 0 || nowMs - Number(entry.failingSinceMs) < days * dayMs) return;
  Object.assign(entry, { inactiveFlag: true, failingSinceMs: null });
  world.context.journal({ vendor: 'connectwise', kind: 'callback-disabled', callbackId });
  world.context.touch();
}

/** Sends a change to every callback entry that wants it. Returns at once; deliveries go out on the clock. */
export function announce(world: World, change: Change): void {
  const author = memberNamed(world.store, change.memberIdentifier)?.id ?? null;
  for (const entry of world.store.table('callbacks').all()) {
    if (entry.inactiveFlag === true || textOf(entry, 'type').toLowerCase() !== change.type) continue;
    if (!wantsTicket(entry, change.record)) continue;
    // Suppression goes by the member who made the entry, not by the integration (reference section 2.7).
    if (entry.isSelfSuppressedFlag === true && entry.memberId === author) continue;
    const { body, key } = bodyFor(world, entry, change);
    const delivery = {
      vendor: 'connectwise' as const,
      name: `${change.type} ${change.action}`,
      url: deliveryUrl(textOf(entry, 'url'), change.record.id, change.action),
      headers: { 'x-content-signature': signature(key, body) },
      body,
      timeoutMs,
    };
    const about = { callbackId: entry.id, recordId: change.record.id, action: change.action };
    const attempt = (number: number): void => {
      void world.context.deliver({ ...delivery, about: { ...about, attempt: number } }).then((result) => {
        const delay = retryDelaysMs[number - 1];
        if (result.status === null || !retriedStatuses.has(result.status) || delay === undefined) {
          keepHealth(world, entry.id, result.status !== null && result.status >= 200 && result.status < 300);
          return;
        }
        world.context.clock.after(delay, () => attempt(number + 1));
      });
    };
    world.context.clock.after(switchOf(world, 'connectwise.callbackDelayMs'), () => attempt(1));
  }
}
