import type { WebhookEvent } from '../../../shared/domain/webhooks.ts';
import { workOrderEvents } from '../../../shared/domain/work-order-events.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { matchesWords } from '../../ui/words.ts';

/* The events a webhook can be for, by what they are about; and what happens when one is left out. */

export const eventAreas = ['offer', 'provider', 'visit', 'closing', 'talk', 'details', 'other'] as const;
export type EventArea = (typeof eventAreas)[number];

/** reference/fieldnation.md 3.4; what Field Nation adds later is `other`. */
const areaOf: Readonly<Record<string, EventArea>> = {
  'workorder.created': 'offer',
  'workorder.status.draft': 'offer',
  'workorder.status.published': 'offer',
  'workorder.routed': 'offer',
  'workorder.status.routed': 'offer',
  'workorder.requested': 'provider',
  'workorder.declined': 'provider',
  'workorder.undeclined': 'provider',
  'workorder.status.assigned': 'provider',
  'workorder.status.confirmed': 'provider',
  'workorder.status.assigned_cancelled': 'provider',
  'workorder.status.on_my_way': 'visit',
  'workorder.status.checked_in': 'visit',
  'workorder.status.checked_out': 'visit',
  'workorder.status.at_risk': 'visit',
  'workorder.status.delayed': 'visit',
  'workorder.task_completed': 'visit',
  'workorder.task_incomplete': 'visit',
  'workorder.status.work_done': 'closing',
  'workorder.status.approved': 'closing',
  'workorder.status.paid': 'closing',
  'workorder.status.postponed': 'closing',
  'workorder.status.cancelled': 'closing',
  'workorder.status.deleted': 'closing',
  'workorder.message_posted': 'talk',
  'workorder.provider_upload': 'talk',
  'workorder.problem_reported': 'talk',
  'workorder.problem_resolved': 'talk',
  'workorder.schedule_updated': 'details',
  'workorder.custom_field_value_updated': 'details',
  'workorder.part_updated': 'details',
  'workorder.tag_added': 'details',
  'workorder.tag_removed': 'details',
};

const order = new Map(Object.keys(areaOf).map((name, index) => [name, index]));

export interface AreaOfEvents {
  readonly area: EventArea;
  readonly events: readonly WebhookEvent[];
}

function inArea(event: Pick<WebhookEvent, 'name'>): EventArea {
  return (Object.hasOwn(areaOf, event.name) ? areaOf[event.name] : undefined) ?? 'other';
}

/** Label as a sentence begins; the name where Field Nation gives no label. */
export function eventLabel({ name, label }: Pick<WebhookEvent, 'name' | 'label'>): string {
  const words = label.trim() === '' ? name.replace(/^workorder\.(status\.)?/, '').replaceAll('_', ' ') : label.trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A name in the words of the list of events, or of the name itself. */
export function eventWords(name: string, events: readonly WebhookEvent[]): string {
  return eventLabel(events.find((event) => event.name === name) ?? { name, label: '' });
}

/** The events that hold every word typed, by area, in the order of a work order's life; areas without any are left out. */
export function eventsByArea(events: readonly WebhookEvent[], typed: string): readonly AreaOfEvents[] {
  const place = (event: WebhookEvent): number => order.get(event.name) ?? order.size;
  return eventAreas.flatMap((area) => {
    const fitting = events
      .filter((event) => inArea(event) === area)
      .filter(({ name, label, description }) => matchesWords(`${name} ${label} ${description}`, typed))
      .sort((a, b) => place(a) - place(b));
    return fitting.length === 0 ? [] : [{ area, events: fitting }];
  });
}

/** Every event of the list, and those a webhook is for that the list no longer has: they would be lost without a word otherwise. */
export function allEvents(events: readonly WebhookEvent[], chosen: readonly string[]): readonly WebhookEvent[] {
  const known = new Set(events.map(({ name }) => name));
  const more = chosen.filter((name) => !known.has(name));
  return [...events, ...more.map((name) => ({ name, label: '', description: '', wanted: false }))];
}

/** Webhook names whose events no reading of a work order shows. */
const onlyTold: ReadonlySet<string> = new Set(
  Object.values(workOrderEvents).flatMap(({ observed }) => (observed.by === 'webhook' ? [observed.webhook] : [])),
);

export interface LeftOut {
  /** Found by polling, later. */
  readonly late: readonly WebhookEvent[];
  /** Never found. */
  readonly lost: readonly WebhookEvent[];
}

/** What the app acts on and a webhook for `chosen` does not tell. */
export function leftOut(events: readonly WebhookEvent[], chosen: ReadonlySet<string>): LeftOut {
  const missing = events.filter(({ name, wanted }) => wanted && !chosen.has(name));
  return {
    late: missing.filter(({ name }) => !onlyTold.has(name)),
    lost: missing.filter(({ name }) => onlyTold.has(name)),
  };
}

const mostNames = 6;

/** `Assigned, Confirmed and 12 more`. */
export function namesOf(events: readonly WebhookEvent[]): string {
  const names = events.map(eventLabel);
  if (names.length <= mostNames) return names.join(', ');
  return t('webhooks.andMore', { names: names.slice(0, mostNames).join(', '), n: names.length - mostNames });
}

/** What leaving events out means, a sentence each; empty when nothing the app acts on is left out. */
export function leftOutWords({ late, lost }: LeftOut, delay: string): readonly string[] {
  return [
    ...(late.length === 0 ? [] : [tn('webhooks.late', late.length, { names: namesOf(late), delay })]),
    ...(lost.length === 0 ? [] : [tn('webhooks.lost', lost.length, { names: namesOf(lost) })]),
  ];
}
