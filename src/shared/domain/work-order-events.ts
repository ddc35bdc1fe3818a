/** The events of Field Nation's connectors, in the order of its own documentation (reference/fieldnation.md 4). */
export const workOrderEventNames = [
  'FN_WO_CREATED',
  'FN_WO_DRAFT',
  'FN_WO_PUBLISHED',
  'FN_WO_APPROVED',
  'FN_WO_DELETED',
  'FN_WO_ROUTED',
  'FN_WO_STATUS_ROUTED',
  'FN_WO_ASSIGNED',
  'FN_WO_CONFIRMED',
  'FN_WO_DECLINED',
  'FN_WO_UNDECLINED',
  'FN_WO_ON_MY_WAY',
  'FN_WO_PROVIDER_CHECKED_IN',
  'FN_WO_PROVIDER_CHECKED_OUT',
  'FN_WO_TASK_COMPLETED',
  'FN_WO_DONE',
  'FN_WO_SCHEDULE_UPDATED',
  'FN_WO_DELAYED',
  'FN_WO_POSTPONED',
  'FN_WO_AT_RISK',
  'FN_WO_UPDATED',
  'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
  'FN_WO_SHIPMENT_UPDATED',
  'FN_WO_INTEGRATION_STATUS_UPDATED',
  'FN_WO_ALERTS_SENT',
  'FN_WO_MESSAGE_ADDED',
  'FN_WO_TASK_MESSAGE_ADDED',
  'FN_WO_CLOSE_OUT_ADDED',
  'FN_WO_PAYMENT_APPROVED',
  'FN_WO_EXPENSE_ADDED',
  'FN_WO_COUNTER_OFFER',
  'FN_WO_ATTACHMENT_ADDED',
  'FN_WO_CANCELLED',
  'FN_WO_PENDING_QUALIFICATIONS',
  'FN_WO_PROBLEM_REPORTED',
] as const;
export type WorkOrderEventName = (typeof workOrderEventNames)[number];

/** Names that older documentation uses for the same events. */
const aliases: Readonly<Record<string, WorkOrderEventName>> = {
  FN_WO_MESSAGE_POSTED: 'FN_WO_MESSAGE_ADDED',
  FN_WO_PROVIDER_UPLOAD: 'FN_WO_ATTACHMENT_ADDED',
};

/** The event of a name or an alias; null for names that are none of the 35. */
export function workOrderEvent(name: string): WorkOrderEventName | null {
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  return alias ?? workOrderEventNames.find((known) => known === name) ?? null;
}

/** Groups of Field Nation's documentation, in its order. */
export const workOrderEventGroups = [
  'Work order creation and status',
  'Provider assignment',
  'Work execution',
  'Schedule and timeline',
  'Updates and changes',
  'Messages and communication',
  'Financial',
  'Additional',
] as const;
export type WorkOrderEventGroup = (typeof workOrderEventGroups)[number];

/** How an event becomes known to this program. */
export type Observed =
  /** Reading the work order shows it; a webhook only makes it faster. `field`: where, in words of the API. */
  | { readonly by: 'record'; readonly field: string }
  /** Only the webhook tells it; not seen while webhooks do not reach this computer. */
  | { readonly by: 'webhook'; readonly webhook: string }
  /** Neither: it cannot be switched on. */
  | { readonly by: 'none'; readonly reason: string };

export interface WorkOrderEventFacts {
  readonly group: WorkOrderEventGroup;
  /** What happened, in plain words. */
  readonly description: string;
  readonly observed: Observed;
  /** Why it can come often; absent for events that are rare. */
  readonly noisy?: string;
  /** What it says about the work order is for the company's own people: its notes only ever go to the Internal tab. */
  readonly internal?: boolean;
}

const record = (field: string): Observed => ({ by: 'record', field });
const none = (reason: string): Observed => ({ by: 'none', reason });

/** The 35 events: what they mean and where they show (reference/fieldnation.md 2, 3.4 and 4; the OpenAPI file's WorkOrderResponseDto). */
export const workOrderEvents: Readonly<Record<WorkOrderEventName, WorkOrderEventFacts>> = {
  FN_WO_CREATED: {
    group: 'Work order creation and status',
    description: 'The work order was created.',
    observed: record('milestones.created'),
  },
  FN_WO_DRAFT: {
    group: 'Work order creation and status',
    description: 'The work order became a draft.',
    observed: record('status.name'),
  },
  FN_WO_PUBLISHED: {
    group: 'Work order creation and status',
    description: 'The work order was published and providers can see it.',
    observed: record('milestones.published'),
  },
  FN_WO_APPROVED: {
    group: 'Work order creation and status',
    description: 'The finished work was approved.',
    observed: record('milestones.approved'),
  },
  FN_WO_DELETED: {
    group: 'Work order creation and status',
    description: 'The work order was deleted and still answers as deleted.',
    observed: record('status.name'),
  },
  FN_WO_ROUTED: {
    group: 'Provider assignment',
    description: 'The work order was routed to a provider; once per provider.',
    observed: record('routes.results, routes.sum.all'),
    noisy: 'It comes once for every provider the work order is routed to.',
  },
  FN_WO_STATUS_ROUTED: {
    group: 'Provider assignment',
    description: 'The work order became routed; once, however many providers it went to.',
    observed: record('milestones.routed'),
  },
  FN_WO_ASSIGNED: {
    group: 'Provider assignment',
    description: 'A provider was assigned.',
    observed: record('milestones.assigned, assignee.user.id'),
  },
  FN_WO_CONFIRMED: {
    group: 'Provider assignment',
    description: 'The assigned provider confirmed.',
    observed: record('status.confirmed'),
  },
  FN_WO_DECLINED: {
    group: 'Provider assignment',
    description: 'A provider declined.',
    observed: { by: 'webhook', webhook: 'workorder.declined' },
  },
  FN_WO_UNDECLINED: {
    group: 'Provider assignment',
    description: 'A provider took a decline back.',
    observed: { by: 'webhook', webhook: 'workorder.undeclined' },
  },
  FN_WO_ON_MY_WAY: {
    group: 'Work execution',
    description: 'The provider is on the way.',
    observed: record('status.code, status.sub_status'),
  },
  FN_WO_PROVIDER_CHECKED_IN: {
    group: 'Work execution',
    description: 'The provider checked in; once per visit.',
    observed: record('time_logs.results[].in'),
    noisy: 'A work order can have many visits.',
  },
  FN_WO_PROVIDER_CHECKED_OUT: {
    group: 'Work execution',
    description: 'The provider checked out; once per visit.',
    observed: record('time_logs.results[].out'),
    noisy: 'A work order can have many visits.',
  },
  FN_WO_TASK_COMPLETED: {
    group: 'Work execution',
    description: 'A task was completed.',
    observed: record('tasks.results[].completed'),
    noisy: 'A work order can have many tasks.',
  },
  FN_WO_DONE: {
    group: 'Work execution',
    description: 'The provider marked the whole work order as done.',
    observed: record('milestones.workdone'),
  },
  FN_WO_SCHEDULE_UPDATED: {
    group: 'Schedule and timeline',
    description: 'Date, time or duration changed.',
    observed: record('schedule.service_window'),
  },
  FN_WO_DELAYED: {
    group: 'Schedule and timeline',
    description: 'The work order is delayed.',
    observed: record('status.code, status.sub_status'),
  },
  FN_WO_POSTPONED: {
    group: 'Schedule and timeline',
    description: 'The work order was postponed.',
    observed: record('status.name'),
  },
  FN_WO_AT_RISK: {
    group: 'Schedule and timeline',
    description: 'The work order may not be completed in time.',
    observed: record('status.code, status.sub_status'),
  },
  FN_WO_UPDATED: {
    group: 'Updates and changes',
    description: 'Title, description, type of work, location, client, project or manager changed.',
    observed: record('title, description, types_of_work, location, client, project, manager'),
    noisy: 'It comes for many kinds of edits.',
  },
  FN_WO_CUSTOM_FIELD_VALUE_UPDATED: {
    group: 'Updates and changes',
    description: 'The value of a custom field changed; once per field.',
    observed: record('custom_fields.results[].results[].value'),
    noisy: 'It comes once for every field that changed.',
  },
  FN_WO_SHIPMENT_UPDATED: {
    group: 'Updates and changes',
    description: 'A shipment was added or changed.',
    observed: record('shipments.results[]'),
  },
  FN_WO_INTEGRATION_STATUS_UPDATED: {
    group: 'Updates and changes',
    description: 'A status that belongs to an integration changed.',
    observed: none(
      'Field Nation names the integration of a work order (id, name, address) but shows no status of it, and no webhook tells.',
    ),
  },
  FN_WO_ALERTS_SENT: {
    group: 'Updates and changes',
    description: 'Alerts were sent.',
    observed: none('No webhook tells it and no field of a work order shows alerts that were sent.'),
  },
  FN_WO_MESSAGE_ADDED: {
    group: 'Messages and communication',
    description: 'A message was posted or answered.',
    observed: record('messages.metadata.total'),
    noisy: 'Messages come often, those of Dispatch Bridge among them.',
    internal: true,
  },
  FN_WO_TASK_MESSAGE_ADDED: {
    group: 'Messages and communication',
    description: 'A message was added to a task.',
    observed: none(
      'Neither a message nor its webhook names a task. FN_WO_MESSAGE_ADDED tells of every message of the work order.',
    ),
  },
  FN_WO_CLOSE_OUT_ADDED: {
    group: 'Messages and communication',
    description: 'Closing notes were written or changed.',
    observed: record('closing_notes'),
  },
  FN_WO_PAYMENT_APPROVED: {
    group: 'Financial',
    description: 'The payment was approved.',
    observed: none(
      'No webhook and no field tells the approval of the payment apart from the approval of the work order. Use FN_WO_APPROVED.',
    ),
    internal: true,
  },
  FN_WO_EXPENSE_ADDED: {
    group: 'Financial',
    description: 'An expense was added.',
    observed: record('pay.expenses.results[].id'),
    internal: true,
  },
  FN_WO_COUNTER_OFFER: {
    group: 'Financial',
    description: 'A provider made a counter-offer.',
    observed: none(
      'Field Nation documents no webhook for counter-offers, and a work order shows only how many providers asked for it.',
    ),
    internal: true,
  },
  FN_WO_ATTACHMENT_ADDED: {
    group: 'Additional',
    description: 'A file was added by somebody other than Dispatch Bridge.',
    observed: record('attachments.results[].results[].upload_unique_id'),
  },
  FN_WO_CANCELLED: {
    group: 'Additional',
    description: 'The work order was cancelled.',
    observed: record('milestones.canceled'),
  },
  FN_WO_PENDING_QUALIFICATIONS: {
    group: 'Additional',
    description: 'Qualifications are missing.',
    observed: none(
      'A work order shows which qualifications it asks for, not that somebody waits for them, and no webhook tells.',
    ),
  },
  FN_WO_PROBLEM_REPORTED: {
    group: 'Additional',
    description: 'A problem was reported or opened again.',
    observed: record('problems.results[]'),
    internal: true,
  },
};

export function isObservable(event: WorkOrderEventName): boolean {
  return workOrderEvents[event].observed.by !== 'none';
}
