import { z } from 'zod';
import type { Ticket } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { TicketExtras } from '../records-port.ts';
import type { Api } from './api.ts';
import { referenceSchema } from './schemas.ts';

const text = z.string().nullish();
const taskSchema = z.looseObject({
  id: z.number().int(),
  notes: text,
  summary: text,
  closedFlag: z.boolean().nullish(),
});
/** What a ticket's configurations are listed as: references only. */
const attachedSchema = z.looseObject({ id: z.number().int() });
const configurationSchema = z.looseObject({
  id: z.number().int(),
  name: text,
  type: referenceSchema.nullish(),
  serialNumber: text,
  ipAddress: text,
});
const communicationSchema = z.looseObject({
  value: text,
  extension: text,
  defaultFlag: z.boolean().nullish(),
  communicationType: text,
});
const contactSchema = z.looseObject({
  firstName: text,
  lastName: text,
  defaultPhoneNbr: text,
  defaultPhoneExtension: text,
  communicationItems: z.array(communicationSchema).nullish(),
});
const companySchema = z.looseObject({ name: text, phoneNumber: text, website: text });
/** The contact as the ticket itself names it; people correct it there. */
const ticketContactSchema = z.looseObject({
  contact: referenceSchema.nullish(),
  contactName: text,
  contactPhoneNumber: text,
  contactPhoneExtension: text,
  contactEmailAddress: text,
});

/** At most so many configurations are looked up by one condition, to keep its address short. */
const configurationsAtOnce = 100;

/** Details of a ticket that a description may carry (reference/connectwise.md 3.1, 3.6). */
export class Extras {
  readonly #api: Api;
  readonly #logger: Logger;

  constructor(api: Api, logger: Logger) {
    this.#api = api;
    this.#logger = logger;
  }

  /** A part the role does not show or this version does not have is left out and logged: a description is better short than missing. */
  async of(ticket: Ticket, signal?: AbortSignal): Promise<TicketExtras> {
    const part = async <T>(name: string, none: T, read: () => Promise<T>): Promise<T> => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof AppError && error.kind === 'permanent')) throw error;
        this.#logger.warn({ ticketId: ticket.id, part: name, error: error.toInfo() }, 'ticket detail left out');
        return none;
      }
    };
    const [tasks, configurations, contact, company] = await Promise.all([
      part('tasks', [], () => this.#tasks(ticket, signal)),
      part('configurations', [], () => this.#configurations(ticket, signal)),
      part('contact', null, () => this.#contact(ticket, signal)),
      part('company', null, () => this.#company(ticket, signal)),
    ]);
    return { tasks, configurations, contact, company };
  }

  async #tasks(ticket: Ticket, signal?: AbortSignal): Promise<TicketExtras['tasks']> {
    const path = `/service/tickets/${ticket.id}/tasks`;
    const tasks = await this.#api.list({ path, label: `the tasks of ticket ${ticket.id}`, signal }, taskSchema);
    return tasks.map((task) => ({ notes: task.notes || task.summary || '', done: task.closedFlag === true }));
  }

  async #configurations(ticket: Ticket, signal?: AbortSignal): Promise<TicketExtras['configurations']> {
    const label = `the configurations of ticket ${ticket.id}`;
    const path = `/service/tickets/${ticket.id}/configurations`;
    const attached = await this.#api.list({ path, label, signal }, attachedSchema);
    const ids = attached.map((each) => each.id).slice(0, configurationsAtOnce);
    if (ids.length === 0) return [];
    const found = await this.#api.list(
      { path: '/company/configurations', query: { conditions: `id in (${ids.join(',')})` }, label, signal },
      configurationSchema,
    );
    return found.map((each) => ({
      name: each.name ?? '',
      type: each.type?.name ?? '',
      serialNumber: each.serialNumber ?? '',
      ipAddress: each.ipAddress ?? '',
    }));
  }

  async #contact(ticket: Ticket, signal?: AbortSignal): Promise<TicketExtras['contact']> {
    const own = ticketContactSchema.safeParse(ticket.document).data ?? {};
    const id = own.contact?.id;
    const complete = own.contactName && own.contactPhoneNumber && own.contactEmailAddress;
    const full =
      id && !complete
        ? await this.#api.read(
            { method: 'GET', path: `/company/contacts/${id}`, label: `contact ${id}`, signal },
            contactSchema,
          )
        : null;
    const pick = (type: string) => {
      const items = (full?.communicationItems ?? []).filter((item) => item.communicationType?.toLowerCase() === type);
      return items.find((item) => item.defaultFlag === true) ?? items[0];
    };
    const phone = pick('phone');
    const contact = {
      name: own.contactName || [full?.firstName, full?.lastName].filter(Boolean).join(' ') || own.contact?.name || '',
      phone: own.contactPhoneNumber || phone?.value || full?.defaultPhoneNbr || '',
      extension: own.contactPhoneNumber
        ? own.contactPhoneExtension || ''
        : phone?.extension || full?.defaultPhoneExtension || '',
      email: own.contactEmailAddress || pick('email')?.value || '',
    };
    return Object.values(contact).every((value) => value === '') ? null : contact;
  }

  async #company(ticket: Ticket, signal?: AbortSignal): Promise<TicketExtras['company']> {
    const { id, name } = ticket.company;
    if (id === 0) return name === '' ? null : { name, phone: '', website: '' };
    const path = `/company/companies/${id}`;
    const company = await this.#api.read({ method: 'GET', path, label: `company ${id}`, signal }, companySchema);
    return { name: company.name || name, phone: company.phoneNumber ?? '', website: company.website ?? '' };
  }
}
