import { afterEach, expect, it } from 'vitest';
import { eventsConfigSchema } from '../../../src/shared/config-sync.ts';
import { type LinkedPair, startLinkedPair } from '../notes/linked-pair.ts';

/* What this program does to a work order itself, or what happens there while it writes, is an event like any other. */

let pair: LinkedPair;
afterEach(() => pair?.bridge.stop());

const note = { on: true, action: { do: 'note', text: '', tab: 'internal' } };
const eventNotes = () => pair.notes().filter(({ text }) => text.includes('[FN#e'));

it('a work order that is published for its ticket is told as published, once', async () => {
  pair = await startLinkedPair(
    (sync) => ({ ...sync, events: eventsConfigSchema.parse({ rules: { FN_WO_PUBLISHED: note } }) }),
    {
      assign: false,
      config: (config) => ({
        ...config,
        create: {
          publish: true,
          typeOfWork: { id: 63, name: 'Networking' },
          pay: { type: 'hourly', amount: 55, units: 2 },
        },
      }),
    },
  );
  const { bridge, ticketId } = pair;
  const changes = { requiredDate: '2026-12-01T15:00:00Z' };
  bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes });
  await bridge.until('the note', () => eventNotes().length === 1, 90_000);
  await bridge.clock.advance(70_000);
  expect(eventNotes()).toHaveLength(1);
});
