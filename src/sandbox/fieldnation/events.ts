/** One happening on a work order, on its way to the webhooks that ask for it. */
export interface FieldNationEvent {
  readonly name: WebhookEventName;
  readonly workOrderId: number;
  /** What `event.params` holds besides the work order's id and status ids. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Who caused it: a client recognises its own changes by this id. */
  readonly userId: number;
}

/** The 33 events a v3 webhook can ask for (reference 3.4), name to what fires it. */
export const webhookEvents = {
  'workorder.created': 'A work order is created',
  'workorder.routed': 'A work order is routed to a provider',
  'workorder.requested': 'A provider requests the work',
  'workorder.declined': 'A provider declines',
  'workorder.undeclined': 'A provider takes a decline back',
  'workorder.task_completed': 'A task is marked complete',
  'workorder.task_incomplete': 'A task is marked incomplete',
  'workorder.provider_upload': 'A provider uploads a file',
  'workorder.message_posted': 'A message is posted or replied to',
  'workorder.custom_field_value_updated': 'The value of a custom field changes',
  'workorder.schedule_updated': 'The schedule changes',
  'workorder.tag_added': 'A tag is added',
  'workorder.tag_removed': 'A tag is removed',
  'workorder.part_updated': 'Parts or materials change',
  'workorder.problem_reported': 'A problem is reported or reopened',
  'workorder.problem_resolved': 'A problem is resolved',
  'workorder.status.draft': 'A work order becomes a draft',
  'workorder.status.published': 'A work order is visible in the marketplace',
  'workorder.status.routed': 'The status becomes routed',
  'workorder.status.assigned': 'A provider is assigned',
  'workorder.status.confirmed': 'The provider confirms',
  'workorder.status.assigned_cancelled': 'The assignment is cancelled',
  'workorder.status.at_risk': 'The work order is at risk',
  'workorder.status.delayed': 'The provider reports a delay',
  'workorder.status.on_my_way': 'The provider is on the way',
  'workorder.status.checked_in': 'The provider checks in',
  'workorder.status.checked_out': 'The provider checks out',
  'workorder.status.work_done': 'The provider marks the work done',
  'workorder.status.approved': 'The buyer approves',
  'workorder.status.paid': 'The provider is paid',
  'workorder.status.cancelled': 'The work order is cancelled',
  'workorder.status.postponed': 'The work order is postponed',
  'workorder.status.deleted': 'The work order is deleted',
} as const satisfies Record<string, string>;

export type WebhookEventName = keyof typeof webhookEvents;

export function isWebhookEvent(name: unknown): name is WebhookEventName {
  return typeof name === 'string' && Object.hasOwn(webhookEvents, name);
}
