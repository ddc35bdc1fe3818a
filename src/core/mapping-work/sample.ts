import type { RecordRef, Sample } from '../../shared/domain/mapping-work.ts';
import type { Link, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { ticketOf, workOrderOf } from '../kept-records.ts';
import type { SyncContext } from '../sync/context.ts';
import { workOrderSource } from '../sync/effective-mapping.ts';

/** A record to try a mapping on, and its other side when the two are linked. */
export interface Tried {
  readonly ticket: { readonly record: Ticket; readonly readAt: number } | null;
  readonly workOrder: { readonly record: WorkOrder; readonly readAt: number } | null;
  readonly link: Link | null;
}
type Read<R> = { readonly record: R; readonly readAt: number };

/** Records in memory: enough for a person's afternoon, and a bound on what a long one costs. */
const held = 20;

/** Reads records by their number and keeps them, so that a preview on every key asks no remote. */
export class Samples {
  readonly #context: SyncContext;
  /** Oldest use first. One that is still being read is here too: whoever asks meanwhile waits for the same answer. */
  readonly #known = new Map<string, Promise<Tried>>();
  #clients: readonly unknown[] = [];

  constructor(context: SyncContext) {
    this.#context = context;
  }

  /** Throws `record.unknown`, and what reading throws when no run kept the record either. */
  async of(
    ref: RecordRef,
    options: { readonly fresh?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Tried> {
    this.#forgetOtherAccounts();
    const key = `${ref.kind} ${ref.id}`;
    const known = options.fresh === true ? undefined : this.#known.get(key);
    // Whoever stops waiting does not stop the reading: the next one asks for the same record.
    const reading = known ?? this.#read(ref);
    this.#known.delete(key);
    this.#known.set(key, reading);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= held) break;
      this.#known.delete(oldest);
    }
    try {
      const tried = await reading;
      options.signal?.throwIfAborted();
      return tried;
    } catch (error) {
      if (this.#known.get(key) === reading && !(options.signal?.aborted ?? false)) this.#known.delete(key);
      throw error;
    }
  }

  /** Clients are built anew for another connection or sign-in: what the old ones read says nothing about the same number there. */
  #forgetOtherAccounts(): void {
    const clients = [clientOf(this.#context.psa), clientOf(this.#context.fieldNation)];
    if (clients.some((client, at) => client !== this.#clients[at])) this.#known.clear();
    this.#clients = clients;
  }

  async #read(ref: RecordRef): Promise<Tried> {
    const { store } = this.#context;
    const link = ref.kind === 'ticket' ? await store.openLinkByTicket(ref.id) : await store.openLinkByWorkOrder(ref.id);
    const ticketId = ref.kind === 'ticket' ? ref.id : (link?.ticketId ?? null);
    const workOrderId = ref.kind === 'workorder' ? ref.id : (link?.workOrderId ?? null);
    const last = link === null ? null : await store.lastRecords(link.id);
    const kept = <R>(document: JsonObject | null | undefined, of: (document: JsonObject) => R): Read<R> | null =>
      last === null || document === null || document === undefined ? null : { record: of(document), readAt: last.at };
    const [ticket, workOrder] = await Promise.all([
      ticketId === null
        ? null
        : this.#oneSide(
            () => this.#context.psa().ticket(ticketId),
            kept(last?.ticket, ticketOf),
            ref.kind === 'ticket',
            ref,
          ),
      workOrderId === null
        ? null
        : this.#oneSide(
            () => this.#context.fieldNation().workOrder(workOrderId),
            kept(last?.workOrder, workOrderOf),
            ref.kind === 'workorder',
            ref,
          ),
    ]);
    return { ticket, workOrder, link };
  }

  /** What cannot be read now is taken as its newest run read it. The record that was asked for must be there; its other side may be missing. */
  async #oneSide<R>(
    read: () => Promise<R>,
    last: Read<R> | null,
    asked: boolean,
    ref: RecordRef,
  ): Promise<Read<R> | null> {
    try {
      return { record: await read(), readAt: this.#context.clock.now() };
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.kind === 'bug') throw error;
      const gone = error.code.endsWith('.not-found');
      if (gone) {
        if (asked) throw unknownRecord(ref, thrown);
        return null;
      }
      if (last === null && asked) throw error;
      return last;
    }
  }
}

/** As the editor shows it: documents as the rules read them. */
export function shownSample({ ticket, workOrder, link }: Tried): Sample {
  return {
    ticket:
      ticket === null
        ? null
        : {
            kind: 'ticket',
            id: ticket.record.id,
            title: ticket.record.summary,
            readAt: ticket.readAt,
            document: ticket.record.document,
          },
    workOrder:
      workOrder === null
        ? null
        : {
            kind: 'workorder',
            id: workOrder.record.id,
            title: workOrder.record.title,
            readAt: workOrder.readAt,
            document: workOrderSource(workOrder.record.document),
          },
    linkId: link?.id ?? null,
  };
}

/** Null while a side is not set up. */
function clientOf(client: () => unknown): unknown {
  try {
    return client();
  } catch {
    return null;
  }
}

function unknownRecord({ kind, id }: RecordRef, cause: unknown): AppError {
  const message =
    kind === 'ticket'
      ? `ConnectWise has no ticket ${id}. Check the number.`
      : `Field Nation has no work order ${id}. Check the number.`;
  return new AppError({ code: 'record.unknown', kind: 'permanent', message, context: { kind, id }, cause });
}
