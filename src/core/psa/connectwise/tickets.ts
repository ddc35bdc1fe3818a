import type { Ticket, TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import type { FieldChange } from '../port.ts';
import { type Api, parse } from './api.ts';
import { toConnectWiseTime } from './dates.ts';
import { customFieldId, holds, readTicketField, toWireValue } from './fields.ts';
import { noteSchema, siteSchema, type TicketPayload, ticketSchema } from './schemas.ts';
import { address, countryName, ownAddress, type Surroundings, toTicket } from './ticket-document.ts';

/** How many tickets' surroundings are remembered, so that a write's answer need not read them again. */
const rememberedTickets = 500;

/** How many Discussion notes are looked at for the description: a ticket without one may begin with notes that came from a work order. */
const descriptionLook = 5;
/** Mark of a note that came from a work order. */
const copied = /\[FN#/;

/** What a list of tickets is narrowed by, in ConnectWise's own grammar. */
export interface TicketFilter {
  readonly conditions: string;
  readonly customFieldConditions?: string;
}

/** Addresses are safe up to 1,745 characters (reference/connectwise.md 1.8); host, path and paging need some of them. */
const longestConditions = 1_300;

/**
 * A ticket's own e-mail flags send mail for a write unless the write says not to (reference/connectwise.md 3.2). Keeping two systems in step is no
 * news for a customer's inbox; copied notes have a setting of their own.
 */
export const quiet = 'processNotifications';

/** Tickets: reading with description and site, lists, and writing with a check of the answer. */
export class Tickets {
  readonly #api: Api;
  readonly #surroundings = new Map<TicketId, Surroundings>();

  constructor(api: Api) {
    this.#api = api;
  }

  async one(id: TicketId, signal?: AbortSignal): Promise<Ticket> {
    // Started together; a missing ticket is reported by its own answer, not by its notes'.
    const description = this.#description(id, signal).catch((error: unknown) => AppError.from(error));
    const payload = await this.#payload(id, signal);
    const [text, site] = await Promise.all([description, this.#site(payload, signal)]);
    if (text instanceof AppError) throw text;
    const surroundings = { initialDescription: text, site };
    this.#remember(id, surroundings);
    return toTicket(payload, surroundings);
  }

  async inStatus(boardId: number, statusId: number, signal?: AbortSignal): Promise<readonly Ticket[]> {
    return await this.scan({ conditions: `board/id = ${boardId} and status/id = ${statusId}` }, signal);
  }

  /** The server compares whole seconds, so the second of `since` itself is asked for again. */
  async updatedSince(boardIds: readonly number[], since: number, signal?: AbortSignal): Promise<readonly Ticket[]> {
    const saved = `lastUpdated > [${toConnectWiseTime(since - 1000)}]`;
    const conditions = boardIds.length === 0 ? saved : `${saved} and board/id in (${boardIds.join(',')})`;
    return await this.scan({ conditions }, signal);
  }

  /**
   * One JSON Patch with all changes. Custom fields go as the whole array (reference/connectwise.md 1.10 has the conflict), so the
   * present one is read first. A 200 that did not take a change is `connectwise.false-200`.
   */
  async update(id: TicketId, changes: readonly FieldChange[], signal?: AbortSignal): Promise<Ticket> {
    const custom = changes.filter((change) => customFieldId(change.target) !== null);
    const operations: { op: 'replace'; path: string; value: Json }[] = changes
      .filter((change) => customFieldId(change.target) === null)
      .map((change) => ({
        op: 'replace',
        path: change.target.replaceAll('.', '/'),
        value: toWireValue(change.target, change.value),
      }));
    if (custom.length > 0) {
      const present = await this.#payload(id, signal);
      operations.push({ op: 'replace', path: 'customFields', value: withCustomFields(present, custom, id) });
    }
    operations.push({ op: 'replace', path: quiet, value: false });
    const label = `ticket ${id}`;
    const response = await this.#api.send({
      method: 'PATCH',
      path: `/service/tickets/${id}`,
      body: operations,
      label,
      signal,
    });
    const payload = parse(response, ticketSchema, label);
    const document = payload as unknown as JsonObject;
    for (const change of changes) {
      if (holds(document, change.target, change.value)) continue;
      throw new AppError({
        code: 'connectwise.false-200',
        kind: 'permanent',
        message: `ConnectWise accepted the change of ${change.target} on ticket ${id}, but the ticket still holds ${words(readTicketField(document, change.target))} instead of ${words(change.value)}. Check the value and the ticket in ConnectWise.`,
        context: { remote: 'connectwise', label, field: change.target, requestId: response.requestId },
      });
    }
    return await this.#afterWrite(payload, signal);
  }

  /** A write changes no note, and a site only by its reference or the ticket's own address; the rest is as read before. */
  async #afterWrite(payload: TicketPayload, signal?: AbortSignal): Promise<Ticket> {
    const known = this.#surroundings.get(payload.id);
    const sameSite = known !== undefined && (known.site?.id ?? null) === (payload.site?.id ?? null);
    const site = ownAddress(payload) ?? (sameSite ? known.site : await this.#site(payload, signal));
    const initialDescription = known?.initialDescription ?? (await this.#description(payload.id, signal));
    this.#remember(payload.id, { initialDescription, site });
    return toTicket(payload, { initialDescription, site });
  }

  async #payload(id: TicketId, signal?: AbortSignal): Promise<TicketPayload> {
    return await this.#api.read(
      { method: 'GET', path: `/service/tickets/${id}`, label: `ticket ${id}`, signal },
      ticketSchema,
    );
  }

  /**
   * All service tickets that fit, in id order. Conditions too long for an address go as a search's body, whose members are exactly these
   * (reference/connectwise.md 1.8).
   */
  async scan(filter: TicketFilter, signal?: AbortSignal, onRead?: (count: number) => void): Promise<readonly Ticket[]> {
    const { conditions, customFieldConditions = '' } = filter;
    const long = encodeURIComponent(conditions + customFieldConditions).length > longestConditions;
    const label = 'the list of tickets';
    const custom = customFieldConditions !== '';
    const found = await this.#api.scan(
      long
        ? {
            method: 'POST',
            path: '/service/tickets/search',
            body: { conditions, ...(custom ? { customfieldconditions: customFieldConditions } : {}) },
            idempotent: true,
            label,
            signal,
          }
        : {
            path: '/service/tickets',
            query: { conditions, ...(custom ? { customFieldConditions } : {}) },
            label,
            signal,
          },
      ticketSchema,
      onRead,
    );
    const tickets = new Map<TicketId, Ticket>();
    for (const payload of found) {
      const ticket = toTicket(payload, null);
      if (ticket.kind === 'service') tickets.set(ticket.id, ticket);
    }
    return [...tickets.values()].sort((a, b) => a.id - b.id);
  }

  /**
   * A ticket that was just created, from the create's own answer: its description is what was given, and a site that cannot be read now
   * is left out, because nothing after a create may make it look as if it had failed.
   */
  async created(payload: TicketPayload, initialDescription: string, signal?: AbortSignal): Promise<Ticket> {
    const site = await this.#site(payload, signal).catch(() => null);
    if (site !== null) this.#remember(payload.id, { initialDescription, site });
    return toTicket(payload, { initialDescription, site });
  }

  /**
   * There is no description field: the first Discussion note is the description (reference/connectwise.md 3.1). Providers read it, so a note
   * that is internal as well is none, nor is one that came from a work order.
   */
  async #description(id: TicketId, signal?: AbortSignal): Promise<string> {
    const notes = await this.#api.read(
      {
        method: 'GET',
        path: `/service/tickets/${id}/notes`,
        query: {
          conditions: 'detailDescriptionFlag = True and internalAnalysisFlag = False',
          orderBy: 'id asc',
          pageSize: descriptionLook,
        },
        label: `the notes of ticket ${id}`,
        signal,
      },
      noteSchema.array(),
    );
    const own = notes.find(
      (note) =>
        note.detailDescriptionFlag !== false && note.internalAnalysisFlag !== true && !copied.test(note.text ?? ''),
    );
    return own?.text ?? '';
  }

  /** The ticket's own address fields when it has any (people edit them), else the company site's. */
  async #site(payload: TicketPayload, signal?: AbortSignal): Promise<JsonObject | null> {
    const own = ownAddress(payload);
    const company = payload.company?.id;
    const site = payload.site?.id;
    if (own !== null || !company || !site) return own;
    const found = await this.#api.read(
      {
        method: 'GET',
        path: `/company/companies/${company}/sites/${site}`,
        label: `the site of ticket ${payload.id}`,
        signal,
      },
      siteSchema,
    );
    return address({
      id: found.id,
      name: found.name ?? payload.siteName,
      addressLine1: found.addressLine1,
      addressLine2: found.addressLine2,
      city: found.city,
      state: found.stateReference?.identifier ?? found.state ?? found.stateReference?.name,
      zip: found.zip,
      country: countryName(found.country),
    });
  }

  #remember(id: TicketId, surroundings: Surroundings): void {
    this.#surroundings.delete(id);
    this.#surroundings.set(id, surroundings);
    const oldest = this.#surroundings.keys().next();
    if (this.#surroundings.size > rememberedTickets && !oldest.done) this.#surroundings.delete(oldest.value);
  }
}

function withCustomFields(present: TicketPayload, changes: readonly FieldChange[], id: TicketId): Json {
  const values = new Map(changes.map((change) => [customFieldId(change.target), change.value]));
  const fields = (present.customFields ?? []).map((field) => {
    const value = values.has(field.id) ? (values.get(field.id) ?? null) : (field.value ?? null);
    values.delete(field.id);
    return { ...field, value } as JsonObject;
  });
  const unknown = [...values.keys()][0];
  if (unknown !== undefined) {
    throw new AppError({
      code: 'connectwise.no-such-field',
      kind: 'permanent',
      message: `Ticket ${id} has no custom field ${unknown}. Choose another target in the mapping.`,
      context: { remote: 'connectwise', label: `ticket ${id}`, field: `customFields.${unknown}` },
      action: { do: 'open-mapping' },
    });
  }
  return fields;
}

function words(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  return `"${typeof value === 'object' ? JSON.stringify(value) : String(value)}"`;
}
