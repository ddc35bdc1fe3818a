import type { WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { HttpResponse } from '../http/http.ts';
import type { Api } from './api.ts';
import { isSurelyBuyers } from './message-audience.ts';
import { flatten, rootOf } from './message-list.ts';
import { normalised, plainText } from './plain-text.ts';
import type { MessageAudience, WorkOrderMessage } from './records-port.ts';
import { listSchema } from './schemas.ts';
import type { Tokens } from './token.ts';

/** A list that never ends is a fault, not a conversation. */
const maxPages = 50;

interface NewMessage {
  readonly text: string;
  readonly audience: MessageAudience;
  readonly replyTo: string | null;
}

/** Messages of a work order (reference/fieldnation.md 1.10): plain text, no edit, no delete. */
export class Messages {
  readonly #api: Api;
  readonly #tokens: Tokens;

  constructor(api: Api, tokens: Tokens) {
    this.#api = api;
    this.#tokens = tokens;
  }

  async list(id: WorkOrderId, signal?: AbortSignal): Promise<readonly WorkOrderMessage[]> {
    const label = `the messages of work order ${id}`;
    const path = `/workorders/${id}/messages`;
    const all = new Map<string, Json>();
    for (let page = 1; page <= maxPages; page += 1) {
      const query = page === 1 ? {} : { page };
      const body = await this.#api.read({ method: 'GET', path, query, label, signal }, listSchema);
      const before = all.size;
      for (const result of (body.results ?? []) as Json[]) all.set(JSON.stringify(result), result);
      // The answer counts pages, the OpenAPI file has no way to ask for one: a page of nothing new is the end.
      if (page >= (body.metadata?.pages ?? 1) || all.size === before) break;
    }
    return flatten([...all.values()]);
  }

  /**
   * Posts a message. The answer is the whole list, so ours is what was not there before and has our text. Throws `ambiguous` when that
   * cannot be told, or when the answer did not arrive.
   */
  async post(id: WorkOrderId, message: NewMessage, signal?: AbortSignal): Promise<WorkOrderMessage> {
    const before = await this.list(id, signal);
    const text = plainText(message.text);
    const thread = threadFor(before, message);
    const label = `a message of work order ${id}`;
    const path = `/workorders/${id}/messages`;
    const response = await this.#api.send(
      thread === null
        ? { method: 'POST', path, body: { message: text, type: typeFor(message.audience) }, label, signal }
        : {
            method: 'POST',
            path: `${path}/${encodeURIComponent(thread)}`,
            body: { message: text },
            label,
            signal,
          },
    );
    const known = new Set(before.map((each) => each.id));
    try {
      const ours =
        this.#ours(answeredIn(response), known, text, thread) ??
        this.#ours(await this.list(id, signal), known, text, thread);
      if (ours === null) throw new Error('no single new message has the text that was posted');
      // Where nothing is said about its readers, it went where it was sent.
      return ours.type === '' ? { ...ours, audience: message.audience } : ours;
    } catch (cause) {
      throw new AppError({
        code: 'fieldnation.ambiguous',
        kind: 'ambiguous',
        message: `A message was sent to work order ${id}, but Field Nation's answer does not show which one it became. It is looked up before it is tried again.`,
        context: { remote: 'fieldnation', workOrderId: id },
        cause,
      });
    }
  }

  #ours(
    messages: readonly WorkOrderMessage[],
    known: ReadonlySet<string>,
    text: string,
    thread: string | null,
  ): WorkOrderMessage | null {
    const news = messages.filter((each) => !known.has(each.id));
    const exact = news.filter((each) => normalised(each.text) === text);
    // Field Nation may drop what looks like markup (`<serial number>`); the rest of the text still tells.
    const fresh = exact.length > 0 ? exact : news.filter((each) => bare(each.text) === bare(text));
    const userId = this.#tokens.userId;
    const narrower = [
      fresh,
      fresh.filter((each) => userId !== null && each.authorId === userId),
      fresh.filter((each) => (thread === null) === (each.parentId === null)),
    ];
    return narrower.find((list) => list.length === 1)?.[0] ?? null;
  }
}

function bare(text: string): string {
  return normalised(text.replace(/<[^<>]*>/g, '')).replace(/\s+/g, ' ');
}

/** Whatever the answer looks like, the message was taken: an answer that is no list only means another look. */
function answeredIn(response: HttpResponse): readonly WorkOrderMessage[] {
  try {
    return flatten(listSchema.parse(response.json()).results as Json | undefined);
  } catch {
    return [];
  }
}

function typeFor(audience: MessageAudience): string {
  return audience === 'provider' ? 'ASSIGNEDTECH' : 'INTERNAL';
}

/**
 * The thread to reply in, or null for a new message. A reply is read by whoever reads its thread, so a thread is kept only when its
 * readers are surely those asked for: losing a thread does no harm, an internal text before a provider does.
 */
function threadFor(messages: readonly WorkOrderMessage[], message: NewMessage): string | null {
  if (message.replyTo === null) return null;
  const root = rootOf(messages, message.replyTo);
  if (root === null) return null;
  const same = message.audience === 'provider' ? root.audience === 'provider' : isSurelyBuyers(root.type);
  return same ? root.id : null;
}
