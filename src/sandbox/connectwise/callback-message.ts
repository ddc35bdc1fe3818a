import { createHash, createHmac } from 'node:crypto';
import type { Json } from '../../shared/json.ts';
import { randomGuid } from '../kernel/random.ts';
import type { CallbackType } from './callback-matrix.ts';
import { projectEntityKind } from './project-ticket-kind.ts';
import type { StoredRecord } from './records.ts';
import { type Kind, render } from './render.ts';
import { switchOf, type World } from './world.ts';

export type Action = 'added' | 'updated' | 'deleted';

/** What a save tells: which record, and how it shows. */
export interface Change {
  readonly action: Action;
  /** In lower case, as messages carry it. */
  readonly type: CallbackType;
  readonly record: StoredRecord;
  /** How the record shows as Entity; null shows it as it rests (records this sandbox keeps no table for). */
  readonly kind: Kind | null;
  /** Who made the change. */
  readonly memberIdentifier: string;
}

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

/** Where a signing key is read; the codebase in it is the one at sending (reference section 2.5). */
export function keyUrl(world: World, keyId: string): string {
  const { state } = world.store;
  const query = `companyName=${encodeURIComponent(state.company.loginId)}&id=${keyId}`;
  return `${world.site.url}/${state.codebase}/system/callbackkey/index.rails?${query}`;
}

function shown(world: World, { type, record, kind }: Change): { readonly [field: string]: Json } {
  if (kind === null) {
    return Object.fromEntries(
      Object.entries(record).flatMap(([key, value]) => (value === undefined || value === null ? [] : [[key, value]])),
    );
  }
  // Project tickets come as type ticket; only recordType inside tells them apart (reference section 2.4).
  const isProject = type === 'ticket' && record.recordType !== 'ServiceTicket';
  return render(world, isProject ? projectEntityKind : kind, record);
}

/** JSON inside JSON, as the vendor sends it; null on deletion, so that nothing tells which kind of record it was. */
function entityOf(world: World, change: Change): string | null {
  if (change.action === 'deleted') return null;
  const full = shown(world, change);
  if (switchOf(world, 'connectwise.callbackEntity') !== 'minimal') return JSON.stringify(full);
  return JSON.stringify({ id: full.id, recordType: full.recordType, _info: full._info });
}

export interface Message {
  readonly id: string;
  readonly body: Buffer;
  readonly signature: string;
}

/** One message for one entry, under an id of its own, signed with the newest key. */
export function messageFor(world: World, entry: StoredRecord, change: Change): Message {
  const { state } = world.store;
  const signing = state.signingKeys.at(-1);
  if (signing === undefined) throw new Error('The simulated ConnectWise has no signing key.');
  const id = randomGuid(world.context.random);
  const message = {
    MessageId: id,
    FromUrl: new URL(world.site.url).host,
    CompanyId: state.company.loginId,
    MemberId: change.memberIdentifier,
    Action: change.action,
    Type: change.type,
    ID: change.record.id,
    ProductInstanceId: state.productInstanceId,
    PartnerId: state.partnerId,
    Entity: entityOf(world, change),
    Metadata: { key_url: keyUrl(world, signing.id) },
    CallbackObjectRecId: entry.id,
  };
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return { id, body, signature: signature(signing.key, body) };
}
