import type { Json, JsonObject } from '../../shared/json.ts';
import { textOf } from './collections.ts';
import { asObject } from './fields.ts';
import type { MessageAudience } from './records-port.ts';

/*
 * Who may read a message. The OpenAPI file gives no type on a read message, only roles; where an answer carries a type it is one of
 * those a POST takes (reference/fieldnation.md 1.10). Nothing is public unless the answer says so.
 */

/** Types the provider reads, or wrote. */
const providerTypes = new Set([
  'ASSIGNEDTECH',
  'REQUESTEDTECHS',
  'ROUTEDTECHS',
  'SPECIFICTECH',
  'SPECIFICTECHS',
  'FROMTECH',
  'TECHTOMANAGER',
]);
/** Types of the company's own people. */
const buyerTypes = new Set(['INTERNAL', 'STAFFNOTE']);
/** Types that go where the message goes that they answer. */
const replyTypes = new Set(['REPLY', 'REPLYTOTHREAD']);
const writtenByProvider = new Set(['FROMTECH', 'TECHTOMANAGER']);
const providerRoles = new Set([
  'provider',
  'assignedprovider',
  'routedprovider',
  'requestedprovider',
  'serviceprovider',
  'tech',
  'technician',
  'assignedtech',
  'assignedtechnician',
]);

const typeKey = (word: string): string => word.toUpperCase().replace(/[^A-Z]/g, '');
const isProviderRole = (value: Json | undefined): boolean =>
  providerRoles.has(
    textOf(value)
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  );

function isType(word: string): boolean {
  const key = typeKey(word);
  return providerTypes.has(key) || buyerTypes.has(key) || replyTypes.has(key);
}

/** The message's type as Field Nation writes it: in `type`, or in `role` when that holds one; empty when the answer does not say. */
export function typeOf(message: JsonObject): string {
  const type = textOf(message.type);
  const role = textOf(message.role);
  return type === '' && isType(role) ? role : type;
}

/** True for a message whose type says that only the company's own people read it. */
export function isSurelyBuyers(type: string): boolean {
  return buyerTypes.has(typeKey(type));
}

/** `parent`: what it answers, as far as that was read. */
export function audienceOf(
  message: JsonObject,
  parent: { readonly type: string; readonly audience: MessageAudience } | null,
): MessageAudience {
  const type = typeKey(typeOf(message));
  if (buyerTypes.has(type)) return 'buyer';
  if (providerTypes.has(type)) return 'provider';
  if (replyTypes.has(type) && parent !== null && (parent.audience === 'provider' || isSurelyBuyers(parent.type)))
    return parent.audience;
  const roles = [asObject(message.from)?.role, asObject(message.to)?.role, message.role];
  return roles.some(isProviderRole) ? 'provider' : 'buyer';
}

/** True when a provider wrote it. The writer's role counts more than the type, which a buyer's program may set as well. */
export function isFromProvider(message: JsonObject): boolean {
  const role = textOf(asObject(message.from)?.role);
  return role === '' ? writtenByProvider.has(typeKey(typeOf(message))) : isProviderRole(role);
}
