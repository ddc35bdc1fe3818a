import fc from 'fast-check';
import type { Config } from '../../../src/shared/config.ts';
import type { EventRule } from '../../../src/shared/config-sync.ts';
import type { WorkOrderEventName } from '../../../src/shared/domain/work-order-events.ts';

/** What an administrator may have chosen, as far as histories vary it. */
export interface Settings {
  readonly notes: {
    readonly toWorkOrder: 'off' | 'public' | 'internal' | 'both';
    readonly toTicket: 'off' | 'public' | 'internal';
    readonly staffMessages: boolean;
    readonly timeEntryNotes: boolean;
    readonly corrections: boolean;
  };
  readonly documents: { readonly toTicket: boolean; readonly toWorkOrder: boolean };
  readonly visits: 'off' | 'note' | 'time-entry';
  readonly visitsTab: 'internal' | 'discussion';
  /** `standing`: every event updates the ticket. `noted`: some write notes instead. `quiet`: some are off. */
  readonly events: 'standing' | 'noted' | 'quiet';
  readonly eventTab: 'internal' | 'discussion';
  readonly schedule: boolean;
  readonly closingNotes: 'off' | 'resolution' | 'internal';
  readonly money: boolean;
  readonly createTickets: boolean;
  readonly publish: boolean;
  readonly revisits: 'off' | 'ask' | 'create';
  readonly extras: boolean;
  readonly setOwner: 'never' | 'assigned' | 'done';
}

export const settings: fc.Arbitrary<Settings> = fc.record({
  notes: fc.record({
    toWorkOrder: fc.constantFrom(
      'both' as const,
      'both' as const,
      'public' as const,
      'internal' as const,
      'off' as const,
    ),
    toTicket: fc.constantFrom('internal' as const, 'public' as const, 'off' as const),
    staffMessages: fc.boolean(),
    timeEntryNotes: fc.boolean(),
    corrections: fc.boolean(),
  }),
  documents: fc.record({ toTicket: fc.boolean(), toWorkOrder: fc.boolean() }),
  visits: fc.constantFrom('note' as const, 'time-entry' as const, 'off' as const),
  visitsTab: fc.constantFrom('internal' as const, 'discussion' as const),
  events: fc.constantFrom('standing' as const, 'standing' as const, 'noted' as const, 'quiet' as const),
  eventTab: fc.constantFrom('internal' as const, 'discussion' as const),
  schedule: fc.boolean(),
  closingNotes: fc.constantFrom('off' as const, 'resolution' as const, 'internal' as const),
  money: fc.boolean(),
  createTickets: fc.boolean(),
  publish: fc.boolean(),
  revisits: fc.constantFrom('ask' as const, 'off' as const, 'create' as const),
  extras: fc.boolean(),
  setOwner: fc.constantFrom('never' as const, 'assigned' as const, 'done' as const),
});

/** Events that write a note in `noted` histories. The word before the blank is how the judge finds them. */
export const notedEvents = [
  'FN_WO_ASSIGNED',
  'FN_WO_PROVIDER_CHECKED_IN',
  'FN_WO_PROVIDER_CHECKED_OUT',
  'FN_WO_TASK_COMPLETED',
  'FN_WO_DONE',
  'FN_WO_APPROVED',
  'FN_WO_CANCELLED',
  'FN_WO_EXPENSE_ADDED',
  'FN_WO_ATTACHMENT_ADDED',
  'FN_WO_PROBLEM_REPORTED',
  'FN_WO_CLOSE_OUT_ADDED',
  'FN_WO_DELAYED',
  'FN_WO_ON_MY_WAY',
  'FN_WO_DECLINED',
] as const satisfies readonly WorkOrderEventName[];

/** Events that are off in `quiet` histories. */
export const quietEvents = [
  'FN_WO_PROVIDER_CHECKED_IN',
  'FN_WO_PROVIDER_CHECKED_OUT',
  'FN_WO_MESSAGE_ADDED',
  'FN_WO_ATTACHMENT_ADDED',
  'FN_WO_TASK_COMPLETED',
] as const satisfies readonly WorkOrderEventName[];

function rulesOf({ events, eventTab }: Settings): Partial<Record<WorkOrderEventName, EventRule>> {
  if (events === 'standing') return {};
  if (events === 'quiet')
    return Object.fromEntries(quietEvents.map((name) => [name, { on: false, action: { do: 'update' as const } }]));
  return Object.fromEntries(
    notedEvents.map((name): [string, EventRule] => [
      name,
      { on: true, action: { do: 'note', tab: eventTab, text: `Noted ${name} of {id}: {event.words}` } },
    ]),
  );
}

/** The member who has visits and schedule entries. */
export const responsible = 'mlopez';

/** Managers of work orders that are nobody in ConnectWise. */
const managers = [48210, 48214];

/** `companyId` is the company of tickets made from work orders. */
export function withSettings(config: Config, chosen: Settings, companyId: number): Config {
  const member = { memberId: 178, memberIdentifier: responsible };
  return {
    ...config,
    create: {
      publish: chosen.publish,
      typeOfWork: chosen.publish ? { id: 62, name: 'Point of Sale' } : null,
      pay: chosen.publish ? { type: 'fixed', amount: 150, units: 1 } : null,
    },
    limits: { ...config.limits, publishesPerTenMinutes: 100, cancelsPerTenMinutes: 100 },
    sync: {
      ...config.sync,
      revisits: chosen.revisits,
      notes: { ...config.sync.notes, ...chosen.notes, sendEmail: false },
      documents: { ...config.sync.documents, ...chosen.documents, maxMegabytes: 1 },
      events: { ...config.sync.events, rules: rulesOf(chosen) },
      inbound: {
        ...config.sync.inbound,
        extras: {
          ...config.sync.inbound.extras,
          notes: chosen.extras ? 2 : 0,
          tasks: chosen.extras,
          company: chosen.extras,
        },
      },
      outbound: {
        ...config.sync.outbound,
        setOwner: chosen.setOwner,
        members: managers.map((fieldNationUserId) => ({
          fieldNationUserId,
          fieldNationName: 'A manager',
          memberId: 178,
          memberIdentifier: responsible,
        })),
        closingNotes: chosen.closingNotes,
        schedule: { on: chosen.schedule, ...member },
        visits: { ...config.sync.outbound.visits, as: chosen.visits, tab: chosen.visitsTab, ...member },
        money: { ...config.sync.outbound.money, note: chosen.money },
        createTickets: {
          ...config.sync.outbound.createTickets,
          on: chosen.createTickets,
          boardId: config.trigger?.boardId ?? 0,
          boardName: config.trigger?.boardName ?? '',
          companyId,
        },
      },
    },
  };
}
