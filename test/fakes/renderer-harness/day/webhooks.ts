import type { ShownWebhook, WebhookDelivery, WebhookEvent } from '../../../../src/shared/domain/webhooks.ts';
import { dayOrigin } from './callbacks.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** Name after `workorder.`, what it is called, when it fires, whether the engine acts on it. */
const events: readonly (readonly [name: string, label: string, description: string, wanted: boolean])[] = [
  ['created', 'Created', 'A work order was created.', true],
  ['status.draft', 'Draft', 'Created, not published.', true],
  ['status.published', 'Published', 'Visible in the marketplace.', true],
  ['status.routed', 'Routed', 'Routed to providers.', true],
  ['requested', 'Requested', 'A provider requests the work.', false],
  ['declined', 'Declined', 'A provider declines.', false],
  ['status.assigned', 'Assigned', 'Assigned to a provider.', true],
  ['status.assigned_cancelled', 'Assignment cancelled', 'The assignment was cancelled.', true],
  ['status.confirmed', 'Confirmed', 'The provider confirmed.', true],
  ['schedule_updated', 'Schedule updated', 'The schedule was changed.', true],
  ['status.on_my_way', 'On my way', 'The provider is on the way.', true],
  ['status.delayed', 'Delayed', 'Delayed beyond the scheduled time.', true],
  ['status.checked_in', 'Checked in', 'The provider arrived.', true],
  ['status.checked_out', 'Checked out', 'The provider left the site.', true],
  ['task_completed', 'Task completed', 'A task was marked complete.', false],
  ['provider_upload', 'Provider upload', 'The provider uploaded a document.', true],
  ['message_posted', 'Message posted', 'A message was posted or replied to.', true],
  ['custom_field_value_updated', 'Custom field changed', 'The value of a custom field changed.', true],
  ['problem_reported', 'Problem reported', 'A problem was reported or opened again.', true],
  ['status.work_done', 'Work done', 'Completed and submitted for approval.', true],
  ['status.approved', 'Approved', 'Approved by the buyer.', true],
  ['status.paid', 'Paid', 'The provider was paid.', false],
  ['status.cancelled', 'Cancelled', 'Cancelled before completion.', true],
  ['tag_added', 'Tag added', 'A tag was added.', false],
];

export const dayWebhookEvents: readonly WebhookEvent[] = events.map(([name, label, description, wanted]) => ({
  name: `workorder.${name}`,
  label,
  description,
  wanted,
}));

const wanted = dayWebhookEvents.filter((event) => event.wanted).map(({ name }) => name);
export const ourWebhookId = '0d4f7c1e-5b2a-4f6e-9c83-71d0e2a94b56';
export const otherWebhookId = '9a2b66f0-11c7-4d85-a3de-508f77c31e02';

export function newWebhook(choice: Pick<ShownWebhook, 'events' | 'notificationEmail' | 'status'>): ShownWebhook {
  const host = new URL(dayOrigin).host;
  return {
    webhookId: ourWebhookId,
    shownUrl: `${dayOrigin}/webhooks/…`,
    host,
    updatedAt: Date.now(),
    relation: 'ours',
    flags: [],
    ...choice,
  };
}

/** Ours lacks two events somebody took away; the other one belongs to a reporting tool and is switched off. */
export function dayWebhooks(scenario: string, now: number): ShownWebhook[] {
  if (['first-use', 'testing', 'ready', 'polling'].includes(scenario)) return [];
  const calm = scenario === 'quiet' || scenario === 'one';
  const missing = ['workorder.message_posted', 'workorder.provider_upload'];
  const ours: ShownWebhook = {
    ...newWebhook({
      events: calm ? wanted : wanted.filter((name) => !missing.includes(name)),
      notificationEmail: 'dispatch@northgate-it.com',
      status: 'active',
    }),
    updatedAt: now - 11 * dayMs,
    flags: calm
      ? []
      : [
          {
            flag: 'events-missing',
            message: 'It is not for 2 events that are needed here: Message posted, Provider upload. Save it with them.',
          },
        ],
  };
  if (calm) return [ours];
  return [
    ours,
    {
      webhookId: otherWebhookId,
      shownUrl: 'https://reports.northgate-it.com/fieldnation/in?key=…',
      host: 'reports.northgate-it.com',
      events: ['workorder.status.approved', 'workorder.status.paid'],
      status: 'inactive',
      notificationEmail: '',
      updatedAt: now - 190 * dayMs,
      relation: 'foreign',
      flags: [{ flag: 'inactive', message: 'It is switched off and sends nothing. Ask whoever owns it.' }],
    },
  ];
}

const failures: readonly (readonly [status: number | null, meaning: string])[] = [
  [502, 'The tunnel answered 502: this computer was not reached.'],
  [null, 'No answer within 10 s: this computer was asleep or off.'],
  [401, 'Refused: the signature is not of this webhook’s secret.'],
];

/** Newest first, one every quarter of an hour or so; those of one night failed. */
export function dayDeliveries(now: number): WebhookDelivery[] {
  return Array.from({ length: 60 }, (_, index) => {
    const event = wanted[(index * 5) % wanted.length] ?? 'workorder.created';
    const night = index >= 38 && index < 44;
    const [status, meaning] = night || index === 9 ? (failures[index % 3] ?? [502, '']) : [200, 'Taken in.'];
    return {
      deliveryId: `d${(0x7c41a0 + index * 7919).toString(16)}-4c1e-4b7a-9f02-${(0x3b9a04 + index * 104_729).toString(16).padStart(12, '0')}`,
      webhookId: ourWebhookId,
      eventName: event,
      workOrderId: 91_400 + ((index * 3) % 14) * 11,
      status,
      ok: status === 200,
      attempt: status === 200 ? 1 + Number(index % 17 === 3) : 4,
      at: now - index * 17 * minuteMs - (index % 5) * 41_000,
      meaning,
    };
  });
}
