import { describe, expect, it } from 'vitest';
import { wantedWebhookEvents } from '../../../../src/core/sync/events/milestones.ts';
import {
  allEvents,
  eventLabel,
  eventsByArea,
  eventWords,
  leftOut,
  leftOutWords,
  namesOf,
} from '../../../../src/renderer/features/webhooks/event-areas.ts';
import { webhookEvents } from '../../../../src/sandbox/fieldnation/events.ts';
import type { WebhookEvent } from '../../../../src/shared/domain/webhooks.ts';

const event = (name: string, over: Partial<WebhookEvent> = {}): WebhookEvent => ({
  name: `workorder.${name}`,
  label: '',
  description: '',
  wanted: true,
  ...over,
});

/** All 33, marked as the engine marks them. */
const every: readonly WebhookEvent[] = Object.entries(webhookEvents).map(([name, description]) => ({
  name,
  label: '',
  description,
  wanted: wantedWebhookEvents.includes(name),
}));

describe('the events of a webhook by area', () => {
  it('have every one of the 33 in an area of its own kind, once', () => {
    const areas = eventsByArea(every, '');
    expect(areas.flatMap(({ events }) => events.map(({ name }) => name)).sort()).toEqual(
      every.map(({ name }) => name).sort(),
    );
    expect(areas.map(({ area }) => area)).not.toContain('other');
  });

  it('put what Field Nation adds later under Other instead of hiding it', () => {
    expect(eventsByArea([event('pay_changed')], '')).toEqual([{ area: 'other', events: [event('pay_changed')] }]);
  });

  it('follow the life of a work order within an area', () => {
    const mixed = [event('status.checked_out'), event('status.on_my_way'), event('status.checked_in')];
    expect(eventsByArea(mixed, '')[0]?.events.map(({ name }) => name)).toEqual([
      'workorder.status.on_my_way',
      'workorder.status.checked_in',
      'workorder.status.checked_out',
    ]);
  });

  it('are found by any words of label, name and description, and areas without one are left out', () => {
    const found = eventsByArea(
      [
        event('status.approved', { label: 'Approved', description: 'Approved by the buyer.' }),
        event('status.paid', { label: 'Paid' }),
        event('created'),
      ],
      'BUYER approved',
    );
    expect(found.map(({ area, events }) => [area, events.length])).toEqual([['closing', 1]]);
  });

  it('keep an event a webhook is for although the list no longer has it', () => {
    expect(allEvents([event('created')], ['workorder.created', 'workorder.retired']).map(({ name }) => name)).toEqual([
      'workorder.created',
      'workorder.retired',
    ]);
  });
});

describe('the name of an event', () => {
  it('begins with a capital, and is read from the name where there is no label', () => {
    expect(eventLabel({ name: 'workorder.status.checked_in', label: '' })).toBe('Checked in');
    expect(eventLabel({ name: 'workorder.status.checked_in', label: 'checked in' })).toBe('Checked in');
    expect(eventWords('workorder.message_posted', [event('message_posted', { label: 'Message posted' })])).toBe(
      'Message posted',
    );
    expect(eventWords('workorder.part_updated', [])).toBe('Part updated');
  });
});

describe('leaving out an event', () => {
  it('says nothing for one the app does not act on', () => {
    expect(leftOut([event('status.paid', { wanted: false })], new Set())).toEqual({ late: [], lost: [] });
  });

  it('parts what polling finds later from what only a webhook tells', () => {
    const { late, lost } = leftOut(every, new Set());
    expect(lost.map(({ name }) => name).sort()).toEqual(['workorder.declined', 'workorder.undeclined']);
    expect(late.length + lost.length).toBe(wantedWebhookEvents.length);
  });

  it('names what is late with the delay, and what is lost', () => {
    const left = leftOut(
      [event('status.assigned', { label: 'Assigned' }), event('declined', { label: 'Declined' })],
      new Set(),
    );
    expect(leftOutWords(left, '5 min')).toEqual([
      'Left out: Assigned. It is found by polling then, up to 5 min later.',
      'Left out: Declined. Only the webhook tells it; without it Dispatch Bridge does not learn of it at all.',
    ]);
  });

  it('says nothing when every event the app acts on is chosen', () => {
    expect(leftOutWords(leftOut(every, new Set(wantedWebhookEvents)), '5 min')).toEqual([]);
  });

  it('names six and counts the rest', () => {
    expect(namesOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => event(name)))).toBe(
      'A, B, C, D, E, F and 2 more',
    );
  });
});
