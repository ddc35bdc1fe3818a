import { z } from 'zod';
import { workOrderEvent, workOrderEventNames, workOrderEvents } from './domain/work-order-events.ts';

/*
 * The part of the configuration that says what is kept in step beyond mapped fields. Every section has defaults that write nothing a
 * technician has not asked for: money, publishing, cancelling and anything a provider or customer could read are off.
 */

/** Tabs of a ConnectWise note. `discussion` can be read by the customer. */
export const noteTabSchema = z.enum(['discussion', 'internal', 'resolution']);
export type NoteTab = z.infer<typeof noteTabSchema>;

/** What an event of a work order does to its ticket. */
export const eventActionSchema = z.discriminatedUnion('do', [
  /** Brings the ticket's mapped fields into step. */
  z.object({ do: z.literal('update') }),
  /** Writes a note. `text` may hold `{path}` of the work order; empty = the event in plain words. */
  z.object({
    do: z.literal('note'),
    tab: z.enum(['discussion', 'internal']).default('internal'),
    text: z.string().max(2000).default(''),
  }),
  /** Runs a JSONata expression over `{event, workOrder, ticket}`; its answer names ticket fields to set and a note to write. */
  z.object({ do: z.literal('script'), language: z.literal('jsonata'), script: z.string().min(1).max(20_000) }),
]);
export type EventAction = z.infer<typeof eventActionSchema>;
export const eventRuleSchema = z.object({ on: z.boolean(), action: eventActionSchema.default({ do: 'update' }) });
export type EventRule = z.infer<typeof eventRuleSchema>;

/** Events that differ from the default. Older names are taken as the events they mean; one that cannot be observed cannot be switched on. */
const eventRulesSchema = z.preprocess(
  (rules) =>
    typeof rules === 'object' && rules !== null && !Array.isArray(rules)
      ? Object.fromEntries(Object.entries(rules).map(([name, rule]) => [workOrderEvent(name) ?? name, rule]))
      : rules,
  z.partialRecord(z.enum(workOrderEventNames), eventRuleSchema).superRefine((rules, check) => {
    for (const event of workOrderEventNames) {
      const { observed } = workOrderEvents[event];
      if (rules[event]?.on === true && observed.by === 'none')
        check.addIssue({
          code: 'custom',
          path: [event],
          message: `${event} cannot be switched on: ${observed.reason}`,
        });
    }
  }),
);

const namedId = z.object({ id: z.number().int(), name: z.string().max(200) });

export const eventsConfigSchema = z.object({
  /** Events that differ from the default (every observable one on, updating the ticket). */
  rules: eventRulesSchema.default({}),
  /** Only pairs that fit act on events; an empty list lets everything through. */
  filters: z
    .object({
      clients: z.array(namedId).max(500).default([]),
      projects: z.array(namedId).max(500).default([]),
      boards: z.array(namedId).max(100).default([]),
      companies: z.array(namedId).max(5000).default([]),
      /** Every entry must hold one of its values (compared as text, without regard to case). */
      customFields: z
        .array(
          z.object({
            side: z.enum(['connectwise', 'fieldnation']),
            id: z.number().int(),
            name: z.string().max(200),
            values: z.array(z.string().max(500)).min(1).max(100),
          }),
        )
        .max(20)
        .default([]),
    })
    .prefault({}),
});
export type EventsConfig = z.infer<typeof eventsConfigSchema>;

export const notesConfigSchema = z.object({
  /** Ticket notes -> messages. public: Discussion -> the assigned provider; internal: Internal Analysis -> INTERNAL; both. */
  toWorkOrder: z.enum(['off', 'public', 'internal', 'both']).default('off'),
  /** Messages -> ticket notes: the tab for what providers write. Buyer-side internal messages only ever reach Internal. */
  toTicket: z.enum(['off', 'public', 'internal']).default('internal'),
  /** Buyer-side INTERNAL and STAFF_NOTE messages are copied too (to Internal Analysis). */
  staffMessages: z.boolean().default(false),
  /** Notes written through time entries are copied as well. */
  timeEntryNotes: z.boolean().default(true),
  /** An edited note is sent once more, marked as a correction. */
  corrections: z.boolean().default(false),
  /** ConnectWise e-mails people about copied notes (`processNotifications`). */
  sendEmail: z.boolean().default(false),
});
export type NotesConfig = z.infer<typeof notesConfigSchema>;

export const documentsConfigSchema = z.object({
  /** Provider uploads -> private documents of the ticket. */
  toTicket: z.boolean().default(true),
  /** Documents of the ticket -> the Documents folder, where the assigned provider can read them. */
  toWorkOrder: z.boolean().default(false),
  /** Larger files are left alone and named in Attention, MB. */
  maxMegabytes: z.number().int().min(1).max(2000).default(25),
  /** File name endings that may go to the work order, lower case, without the dot (reference/fieldnation.md 1.11). */
  toWorkOrderTypes: z
    .array(z.string().max(10))
    .default(['jpg', 'jpeg', 'png', 'gif', 'pdf', 'doc', 'docx', 'xls', 'xlsx', 'csv']),
});
export type DocumentsConfig = z.infer<typeof documentsConfigSchema>;

/** A Field Nation manager or user and the ConnectWise member who is the same person; overrides what e-mail addresses say. */
export const memberPairSchema = z.object({
  fieldNationUserId: z.number().int(),
  fieldNationName: z.string().max(200),
  memberId: z.number().int(),
  memberIdentifier: z.string().max(50),
});
export type MemberPair = z.infer<typeof memberPairSchema>;

export const outboundConfigSchema = z.object({
  members: z.array(memberPairSchema).max(1000).default([]),
  /** When the ticket's owner becomes the work order's manager. */
  setOwner: z.enum(['never', 'assigned', 'done']).default('never'),
  /** Ticket fields (mapping targets) that get the assigned provider's name and phone; empty = none. */
  providerNameField: z.string().max(100).default(''),
  providerPhoneField: z.string().max(100).default(''),
  /** The work order's time as a schedule entry of a member. `memberId` 0 = the mapped manager. */
  schedule: z
    .object({
      on: z.boolean().default(false),
      memberId: z.number().int().default(0),
      memberIdentifier: z.string().default(''),
    })
    .prefault({}),
  /** Each visit (check-in, check-out, hours): nothing, a note, or a time entry of a member. */
  visits: z
    .object({
      as: z.enum(['off', 'note', 'time-entry']).default('off'),
      tab: z.enum(['discussion', 'internal']).default('internal'),
      memberId: z.number().int().default(0),
      memberIdentifier: z.string().default(''),
      workType: z.string().max(100).default(''),
      workRole: z.string().max(100).default(''),
      billable: z.enum(['Billable', 'DoNotBill', 'NoCharge', 'NoDefault']).default('NoDefault'),
    })
    .prefault({}),
  /** Closing notes -> a note on the Resolution tab. Customers can read that tab. */
  closingNotes: z.enum(['off', 'resolution', 'internal']).default('off'),
  /** Approved expenses and total pay as an internal note when they change; and into ticket fields (mapping targets), empty = none. */
  money: z
    .object({
      note: z.boolean().default(false),
      expensesField: z.string().max(100).default(''),
      payField: z.string().max(100).default(''),
    })
    .prefault({}),
  /** A work order without a ticket makes one. */
  createTickets: z
    .object({
      on: z.boolean().default(false),
      boardId: z.number().int().default(0),
      boardName: z.string().default(''),
      statusId: z.number().int().default(0),
      statusName: z.string().default(''),
      /** Company of tickets whose client has no company below. 0 = a person is asked. */
      companyId: z.number().int().default(0),
      companyName: z.string().default(''),
      clients: z
        .array(
          z.object({
            clientId: z.number().int(),
            clientName: z.string(),
            companyId: z.number().int(),
            companyName: z.string(),
          }),
        )
        .max(5000)
        .default([]),
    })
    .prefault({}),
});
export type OutboundConfig = z.infer<typeof outboundConfigSchema>;

/** What a ticket status asks of its work order. Each costs money or ends something, so there is none by default. */
export const statusActionSchema = z.object({
  ticketStatusId: z.number().int(),
  ticketStatusName: z.string(),
  action: z.discriminatedUnion('do', [
    z.object({ do: z.literal('publish') }),
    z.object({ do: z.literal('route-provider'), providerId: z.number().int().positive(), providerName: z.string() }),
    z.object({ do: z.literal('route-pool'), poolId: z.number().int().positive(), poolName: z.string() }),
    z.object({ do: z.literal('cancel'), reason: z.string().min(1).max(500) }),
  ]),
});
export type StatusAction = z.infer<typeof statusActionSchema>;

export const inboundConfigSchema = z.object({
  /** Added to the description of a new work order; the provider can read all of it. */
  extras: z
    .object({
      /** How many of the ticket's first Discussion notes after the description. */
      notes: z.number().int().min(0).max(10).default(0),
      tasks: z.boolean().default(false),
      configurations: z.boolean().default(false),
      contact: z.boolean().default(false),
      company: z.boolean().default(false),
    })
    .prefault({}),
  /** The ticket's contact becomes the Location Contact of a new work order. */
  contact: z.boolean().default(false),
  statusActions: z.array(statusActionSchema).max(50).default([]),
});
export type InboundConfig = z.infer<typeof inboundConfigSchema>;

const revisitsSchema = z.enum(['off', 'ask', 'create']);

export const syncConfigSchema = z.object({
  events: eventsConfigSchema.prefault({}),
  notes: notesConfigSchema.prefault({}),
  documents: documentsConfigSchema.prefault({}),
  outbound: outboundConfigSchema.prefault({}),
  inbound: inboundConfigSchema.prefault({}),
  /** A ticket that enters the trigger again after its work order was over: nothing, ask a person, or another work order. */
  revisits: revisitsSchema.default('ask'),
});
export type SyncConfig = z.infer<typeof syncConfigSchema>;

/** The parts a person changed. Without the defaults above, which would set back every part that is left out. */
export const syncChangeSchema = z
  .object({
    events: eventsConfigSchema,
    notes: notesConfigSchema,
    documents: documentsConfigSchema,
    outbound: outboundConfigSchema,
    inbound: inboundConfigSchema,
    revisits: revisitsSchema,
  } satisfies Record<keyof SyncConfig, z.ZodType>)
  .partial();
