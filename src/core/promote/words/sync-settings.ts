import { assertNever } from '../../../shared/assert.ts';
import type { Config } from '../../../shared/config.ts';
import type { EventAction, StatusAction, SyncConfig } from '../../../shared/config-sync.ts';
import type { Setting } from './settings.ts';
import { entries, named, onOff, text, together } from './values.ts';

type Leaf = (sync: SyncConfig) => string | ReadonlyMap<string, string>;
const sync = (what: string, covers: readonly string[], of: Leaf): Setting => ({
  area: 'sync',
  what,
  covers: covers.map((path) => `sync.${path}`),
  of: (config: Config) => of(config.sync),
});

/** What an event does, or what a ticket status asks, in words. */
function actionText(action: EventAction): string {
  switch (action.do) {
    case 'update':
      return 'updates the ticket';
    case 'note':
      return `a note on ${action.tab}${action.text === '' ? '' : `: ${action.text}`}`;
    case 'script':
      return `a script: ${action.script}`;
    default:
      return assertNever(action);
  }
}

export function statusActionText(action: StatusAction['action']): string {
  switch (action.do) {
    case 'publish':
      return 'publish';
    case 'route-provider':
      return `route to ${named(action.providerName, action.providerId)}`;
    case 'route-pool':
      return `route to the talent pool ${named(action.poolName, action.poolId)}`;
    case 'cancel':
      return `cancel: ${action.reason}`;
    default:
      return assertNever(action);
  }
}

const namedAll = (list: readonly { readonly id: number; readonly name: string }[]) =>
  together(list.map(({ id, name }) => named(name, id)));

const extraNames = {
  tasks: 'Tasks',
  configurations: 'Configurations',
  contact: 'Contact',
  company: 'Company',
} as const;

/** What is kept in step beyond mapped fields. */
export const syncSettings: readonly Setting[] = [
  sync('Event', ['events.rules'], ({ events }) =>
    entries(
      Object.entries(events.rules),
      ([name]) => name,
      ([, rule]) => (rule === undefined ? '' : rule.on ? `on, ${actionText(rule.action)}` : 'off'),
    ),
  ),
  sync('Events only for clients', ['events.filters.clients'], ({ events }) => namedAll(events.filters.clients)),
  sync('Events only for projects', ['events.filters.projects'], ({ events }) => namedAll(events.filters.projects)),
  sync('Events only for boards', ['events.filters.boards'], ({ events }) => namedAll(events.filters.boards)),
  sync('Events only for companies', ['events.filters.companies'], ({ events }) => namedAll(events.filters.companies)),
  sync('Events only where custom field', ['events.filters.customFields'], ({ events }) =>
    entries(
      events.filters.customFields,
      ({ side, name, id }) => `${side === 'connectwise' ? 'ConnectWise' : 'Field Nation'} ${named(name, id)}`,
      ({ values }) => together(values),
    ),
  ),

  sync('Notes to the work order', ['notes.toWorkOrder'], ({ notes }) => notes.toWorkOrder),
  sync('Messages to the ticket', ['notes.toTicket'], ({ notes }) => notes.toTicket),
  sync('Internal messages of Field Nation', ['notes.staffMessages'], ({ notes }) => onOff(notes.staffMessages)),
  sync('Notes of time entries', ['notes.timeEntryNotes'], ({ notes }) => onOff(notes.timeEntryNotes)),
  sync('Corrections of notes', ['notes.corrections'], ({ notes }) => onOff(notes.corrections)),
  sync('E-mail about copied notes', ['notes.sendEmail'], ({ notes }) => onOff(notes.sendEmail)),

  sync('Documents to the ticket', ['documents.toTicket'], ({ documents }) => onOff(documents.toTicket)),
  sync('Documents to the work order', ['documents.toWorkOrder'], ({ documents }) => onOff(documents.toWorkOrder)),
  sync('Largest document (MB)', ['documents.maxMegabytes'], ({ documents }) => text(documents.maxMegabytes)),
  sync('Kinds of documents to the work order', ['documents.toWorkOrderTypes'], ({ documents }) =>
    together(documents.toWorkOrderTypes),
  ),

  sync('Member for Field Nation user', ['outbound.members'], ({ outbound }) =>
    entries(
      outbound.members,
      ({ fieldNationName, fieldNationUserId }) => named(fieldNationName, fieldNationUserId),
      ({ memberIdentifier, memberId }) => named(memberIdentifier, memberId),
    ),
  ),
  sync("Owner becomes the work order's manager", ['outbound.setOwner'], ({ outbound }) => outbound.setOwner),
  sync('Field for the provider name', ['outbound.providerNameField'], ({ outbound }) => outbound.providerNameField),
  sync('Field for the provider phone', ['outbound.providerPhoneField'], ({ outbound }) => outbound.providerPhoneField),
  sync('Schedule entries', ['outbound.schedule.on'], ({ outbound }) => onOff(outbound.schedule.on)),
  sync(
    'Member of schedule entries',
    ['outbound.schedule.memberId', 'outbound.schedule.memberIdentifier'],
    ({ outbound }) => memberText(outbound.schedule),
  ),
  sync('Visits', ['outbound.visits.as'], ({ outbound }) => outbound.visits.as),
  sync('Tab for visits', ['outbound.visits.tab'], ({ outbound }) => outbound.visits.tab),
  sync('Member of time entries', ['outbound.visits.memberId', 'outbound.visits.memberIdentifier'], ({ outbound }) =>
    memberText(outbound.visits),
  ),
  sync('Work type of time entries', ['outbound.visits.workType'], ({ outbound }) => outbound.visits.workType),
  sync('Work role of time entries', ['outbound.visits.workRole'], ({ outbound }) => outbound.visits.workRole),
  sync('Billing of time entries', ['outbound.visits.billable'], ({ outbound }) => outbound.visits.billable),
  sync('Closing notes', ['outbound.closingNotes'], ({ outbound }) => outbound.closingNotes),
  sync('Note about money', ['outbound.money.note'], ({ outbound }) => onOff(outbound.money.note)),
  sync('Field for expenses', ['outbound.money.expensesField'], ({ outbound }) => outbound.money.expensesField),
  sync('Field for the total pay', ['outbound.money.payField'], ({ outbound }) => outbound.money.payField),
  sync('Tickets for work orders without one', ['outbound.createTickets.on'], ({ outbound }) =>
    onOff(outbound.createTickets.on),
  ),
  sync(
    'Board of such tickets',
    ['outbound.createTickets.boardId', 'outbound.createTickets.boardName'],
    ({ outbound: { createTickets } }) => named(createTickets.boardName, createTickets.boardId),
  ),
  sync(
    'Status of such tickets',
    ['outbound.createTickets.statusId', 'outbound.createTickets.statusName'],
    ({ outbound: { createTickets } }) => named(createTickets.statusName, createTickets.statusId),
  ),
  sync(
    'Company of such tickets',
    ['outbound.createTickets.companyId', 'outbound.createTickets.companyName'],
    ({ outbound: { createTickets } }) => named(createTickets.companyName, createTickets.companyId),
  ),
  sync('Company for client', ['outbound.createTickets.clients'], ({ outbound }) =>
    entries(
      outbound.createTickets.clients,
      ({ clientName, clientId }) => named(clientName, clientId),
      ({ companyName, companyId }) => named(companyName, companyId),
    ),
  ),

  sync('Notes in new descriptions', ['inbound.extras.notes'], ({ inbound }) => text(inbound.extras.notes)),
  ...(['tasks', 'configurations', 'contact', 'company'] as const).map((part) =>
    sync(`${extraNames[part]} in new descriptions`, [`inbound.extras.${part}`], ({ inbound }) =>
      onOff(inbound.extras[part]),
    ),
  ),
  sync('Contact of the ticket as location contact', ['inbound.contact'], ({ inbound }) => onOff(inbound.contact)),
  sync('What ticket status asks for', ['inbound.statusActions'], ({ inbound }) =>
    entries(
      inbound.statusActions,
      ({ ticketStatusName, ticketStatusId }) => named(ticketStatusName, ticketStatusId),
      ({ action }) => statusActionText(action),
    ),
  ),
  sync('A ticket that comes back', ['revisits'], ({ revisits }) => revisits),
];

function memberText({ memberIdentifier, memberId }: { readonly memberIdentifier: string; readonly memberId: number }) {
  return memberId === 0 ? 'the mapped manager' : named(memberIdentifier, memberId);
}
