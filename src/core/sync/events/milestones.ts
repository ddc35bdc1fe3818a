import type { WorkOrder } from '../../../shared/domain/records.ts';
import type { NewEvent } from '../../store/intake-port.ts';

/** Field Nation webhook name -> connector event (reference/fieldnation.md 4). What is not listed is only logged. */
const webhookEvents: Readonly<Record<string, string>> = {
  'workorder.created': 'FN_WO_CREATED',
  'workorder.routed': 'FN_WO_ROUTED',
  'workorder.declined': 'FN_WO_DECLINED',
  'workorder.undeclined': 'FN_WO_UNDECLINED',
  'workorder.task_completed': 'FN_WO_TASK_COMPLETED',
  'workorder.provider_upload': 'FN_WO_ATTACHMENT_ADDED',
  'workorder.message_posted': 'FN_WO_MESSAGE_ADDED',
  'workorder.custom_field_value_updated': 'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
  'workorder.schedule_updated': 'FN_WO_SCHEDULE_UPDATED',
  'workorder.problem_reported': 'FN_WO_PROBLEM_REPORTED',
  'workorder.status.draft': 'FN_WO_DRAFT',
  'workorder.status.published': 'FN_WO_PUBLISHED',
  'workorder.status.routed': 'FN_WO_STATUS_ROUTED',
  'workorder.status.assigned': 'FN_WO_ASSIGNED',
  'workorder.status.confirmed': 'FN_WO_CONFIRMED',
  'workorder.status.at_risk': 'FN_WO_AT_RISK',
  'workorder.status.delayed': 'FN_WO_DELAYED',
  'workorder.status.on_my_way': 'FN_WO_ON_MY_WAY',
  'workorder.status.checked_in': 'FN_WO_PROVIDER_CHECKED_IN',
  'workorder.status.checked_out': 'FN_WO_PROVIDER_CHECKED_OUT',
  'workorder.status.work_done': 'FN_WO_DONE',
  'workorder.status.approved': 'FN_WO_APPROVED',
  'workorder.status.cancelled': 'FN_WO_CANCELLED',
  'workorder.status.postponed': 'FN_WO_POSTPONED',
  'workorder.status.deleted': 'FN_WO_DELETED',
};

/** The webhooks the engine asks Field Nation for. */
export const wantedWebhookEvents: readonly string[] = Object.keys(webhookEvents);

/** Connector event of a webhook name; names Field Nation adds later keep their own. */
export function eventOfWebhook(name: string): string {
  return (Object.hasOwn(webhookEvents, name) ? webhookEvents[name] : undefined) ?? name;
}

interface MilestoneEvent {
  readonly name: string;
  /** Past tense after "Work order N". */
  readonly words: (workOrder: WorkOrder) => string;
}

const milestoneEvents: Readonly<Record<string, MilestoneEvent>> = {
  created: { name: 'FN_WO_CREATED', words: () => 'was created' },
  published: { name: 'FN_WO_PUBLISHED', words: () => 'was published' },
  routed: { name: 'FN_WO_STATUS_ROUTED', words: () => 'was routed' },
  assigned: {
    name: 'FN_WO_ASSIGNED',
    words: (workOrder) => (workOrder.provider === null ? 'was assigned' : `was assigned to ${workOrder.provider.name}`),
  },
  workdone: { name: 'FN_WO_DONE', words: () => 'is work done' },
  approved: { name: 'FN_WO_APPROVED', words: () => 'was approved' },
  paid: { name: 'FN_WO_PAID', words: () => 'was paid' },
  canceled: { name: 'FN_WO_CANCELLED', words: () => 'was cancelled' },
};

export interface ObservedMilestone {
  readonly event: NewEvent;
  readonly words: string;
}

/** Milestones the link has not seen yet, oldest first: the same facts whether a webhook or a poll led here. */
export function newMilestones(
  workOrder: WorkOrder,
  seen: Readonly<Record<string, number>>,
): readonly ObservedMilestone[] {
  return Object.entries(workOrder.milestones)
    .filter(([name, at]) => Object.hasOwn(milestoneEvents, name) && seen[name] !== at)
    .sort(([, a], [, b]) => a - b)
    .flatMap(([name, at]) => {
      const known = milestoneEvents[name];
      if (known === undefined) return [];
      return {
        event: {
          recordType: 'workorder' as const,
          recordId: workOrder.id,
          name: known.name,
          occurrence: `milestone:${at}`,
          at,
        },
        words: `Work order ${workOrder.id} ${known.words(workOrder)}`,
      };
    });
}

/** Words for a webhook that has an event of its own only there; any other name stands for itself. */
export function wordsForDeliveredEvent(name: string, workOrderId: number): string {
  const words = Object.hasOwn(deliveredWords, name) ? deliveredWords[name] : undefined;
  return `Work order ${workOrderId}${words === undefined ? `: ${name}` : words.startsWith(':') ? words : ` ${words}`}`;
}

const deliveredWords: Readonly<Record<string, string>> = {
  FN_WO_DECLINED: 'was declined by a provider',
  FN_WO_UNDECLINED: ': a provider took a decline back',
  FN_WO_DRAFT: 'became a draft',
  FN_WO_DELETED: 'was deleted',
  FN_WO_POSTPONED: 'was postponed',
  FN_WO_CONFIRMED: 'was confirmed by the provider',
  FN_WO_ON_MY_WAY: ': the provider is on the way',
  FN_WO_DELAYED: 'is delayed',
  FN_WO_AT_RISK: 'is at risk of not completing in time',
};
