import type { Json, JsonObject } from '../../shared/json.ts';
import { entries, idOf, nameOf, textOf, timeOf } from './collections.ts';
import { asObject } from './fields.ts';
import { audienceOf, isFromProvider, typeOf } from './message-audience.ts';
import type { MessageAudience, WorkOrderMessage } from './records-port.ts';

interface Raw {
  readonly id: string;
  readonly parentId: string | null;
  readonly entry: JsonObject;
}

/** Messages of AllMessagesDto with the replies nested in them: flat, each once, oldest first. */
export function flatten(results: Json | undefined): readonly WorkOrderMessage[] {
  const found = new Map<string, Raw>();
  const collect = (entry: JsonObject, holder: string | null): void => {
    const id = textOf(entry.msg_id) || textOf(entry.id);
    const named = textOf(entry.parent_id);
    const parentId = named !== '' && named !== '0' && named !== id ? named : holder;
    if (id !== '' && (!found.has(id) || parentId !== null)) found.set(id, { id, parentId, entry });
    for (const reply of repliesOf(entry)) collect(reply, id === '' ? holder : id);
  };
  for (const entry of entries(results)) collect(entry, null);

  const read = new Map<string, { type: string; audience: MessageAudience }>();
  const judge = (raw: Raw, above: ReadonlySet<string>): { type: string; audience: MessageAudience } => {
    const known = read.get(raw.id);
    if (known !== undefined) return known;
    const parent = raw.parentId === null || above.has(raw.parentId) ? undefined : found.get(raw.parentId);
    const facts = {
      type: typeOf(raw.entry),
      audience: audienceOf(raw.entry, parent === undefined ? null : judge(parent, new Set([...above, raw.id]))),
    };
    read.set(raw.id, facts);
    return facts;
  };
  return [...found.values()]
    .map((raw) => toMessage(raw, judge(raw, new Set([raw.id]))))
    .sort((a, b) => a.createdAt - b.createdAt || byId(a.id, b.id));
}

/** A list; an older form of the answer has the one reply itself. */
function repliesOf(entry: JsonObject): readonly JsonObject[] {
  const single = asObject(entry.replies);
  return single?.msg_id === undefined ? entries(entry.replies) : [single];
}

function toMessage({ id, parentId, entry }: Raw, facts: { type: string; audience: MessageAudience }): WorkOrderMessage {
  const from = asObject(entry.from);
  return {
    id,
    parentId,
    text: typeof entry.message === 'string' ? entry.message : '',
    ...facts,
    fromProvider: isFromProvider(entry),
    authorId: idOf(from?.id),
    authorName: nameOf(from),
    createdAt: timeOf(entry.created) ?? 0,
  };
}

/** Times have seconds only; within one, the lower number was first. */
function byId(a: string, b: string): number {
  const numbers = /^\d{1,15}$/.test(a) && /^\d{1,15}$/.test(b);
  return numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
}

/** The message that begins the thread of `id`; null when it was not read. */
export function rootOf(messages: readonly WorkOrderMessage[], id: string): WorkOrderMessage | null {
  const byIds = new Map(messages.map((message) => [message.id, message]));
  const seen = new Set<string>();
  let current = byIds.get(id) ?? null;
  while (current !== null && current.parentId !== null && !seen.has(current.id)) {
    seen.add(current.id);
    const parent = byIds.get(current.parentId);
    if (parent === undefined) break;
    current = parent;
  }
  return current;
}
