import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { eventsConfigSchema } from '../../../src/shared/config-sync.ts';
import { presetRules } from '../../../src/shared/domain/work-order-event-rules.ts';
import { type LinkedPair, startLinkedPair } from '../notes/linked-pair.ts';

/* What events of a work order do to its ticket, with engine, store and both simulated vendors. */

let pair: LinkedPair;
afterEach(() => pair?.bridge.stop());

const events = (given: unknown) => (sync: Config['sync']) => ({ ...sync, events: eventsConfigSchema.parse(given) });
const note = (text = '', tab = 'internal') => ({ on: true, action: { do: 'note', tab, text } });
const statusOf = () => (pair.bridge.sandbox.ticket(pair.ticketId)?.status as { name?: string } | undefined)?.name;
const eventNotes = () => pair.notes().filter(({ text }) => text.includes('[FN#e'));

describe('a check-in whose rule writes a note', () => {
  it('writes it once although webhook and polls tell it, and again for the next visit', async () => {
    pair = await startLinkedPair(
      events({ rules: { FN_WO_PROVIDER_CHECKED_IN: note('Visit {params.visit}: {event.words}') } }),
    );
    const { bridge, workOrderId } = pair;
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('the note', () => eventNotes().length === 1);
    await bridge.clock.advance(180_000);
    await bridge.during(bridge.engine.syncNow());
    await bridge.clock.advance(60_000);
    expect(eventNotes()).toHaveLength(1);
    expect(eventNotes()[0]).toMatchObject({ internal: true, discussion: false });
    expect(eventNotes()[0]?.text).toMatch(
      new RegExp(
        `^Visit \\d+: Work order ${workOrderId}: the provider checked in at .+ \\[FN#e${workOrderId}-[0-9a-f]{12}\\]$`,
      ),
    );
    bridge.sandbox.people.provider.checkOut({ workOrderId });
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('the second note', () => eventNotes().length === 2);
    await bridge.clock.advance(120_000);
    expect(eventNotes()).toHaveLength(2);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('writes it once when every webhook is lost, whether the app runs or not', async () => {
    pair = await startLinkedPair(events({ rules: { FN_WO_PROVIDER_CHECKED_IN: note() } }));
    const { bridge, workOrderId } = pair;
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'delivery', kind: 'lose', times: 1000 });
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('the note of a poll', () => eventNotes().length === 1);
    bridge.sandbox.people.provider.checkOut({ workOrderId });
    await bridge.clock.advance(120_000);
    await bridge.during(bridge.engine.stop());
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.restart();
    await bridge.until('the note of the time away', () => eventNotes().length === 2);
    await bridge.clock.advance(180_000);
    expect(eventNotes()).toHaveLength(2);
  });

  it('writes it once when the answer of the note is lost', async () => {
    pair = await startLinkedPair(events({ rules: { FN_WO_PROVIDER_CHECKED_IN: note() } }));
    const { bridge, workOrderId } = pair;
    bridge.sandbox.addFault({
      vendor: 'connectwise',
      on: 'request',
      kind: 'drop-after-commit',
      times: 1,
      method: 'POST',
      path: '/notes',
    });
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('the note', () => eventNotes().length === 1);
    expect(bridge.sandbox.faults()).toEqual([]);
    await bridge.clock.advance(300_000);
    expect(eventNotes()).toHaveLength(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});

describe('an event that is switched off', () => {
  it('changes nothing, and the next one that is on brings the ticket into step', async () => {
    pair = await startLinkedPair(events({ rules: { ...presetRules('minimal'), FN_WO_DONE: { on: false } } }));
    const { bridge, workOrderId } = pair;
    await bridge.until('scheduled', () => statusOf() === 'Scheduled');
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    bridge.sandbox.people.provider.checkOut({ workOrderId });
    bridge.sandbox.people.provider.markDone({ workOrderId });
    await bridge.until('the event in the log', async () => (await pair.said('is work done')).length === 1);
    await bridge.clock.advance(180_000);
    expect(statusOf()).toBe('Scheduled');
    expect(eventNotes()).toEqual([]);
    bridge.sandbox.people.buyer.approve({ workOrderId });
    await bridge.until('completed', () => statusOf() === 'Completed');
  });
});

describe('a pair that the filters keep out', () => {
  it('does not act on events, and the log says why once', async () => {
    pair = await startLinkedPair(
      events({
        rules: { FN_WO_PROVIDER_CHECKED_IN: note() },
        filters: { companies: [{ id: 999_999, name: 'Somebody else' }] },
      }),
    );
    const { bridge, workOrderId } = pair;
    const before = statusOf();
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('the event in the log', async () => (await pair.said('checked in')).length >= 1);
    await bridge.clock.advance(120_000);
    bridge.sandbox.people.provider.checkOut({ workOrderId });
    await bridge.clock.advance(120_000);
    expect(eventNotes()).toEqual([]);
    expect(statusOf()).toBe(before);
    expect(await pair.said('which is not among Somebody else')).toHaveLength(1);
  });
});

describe('a script of an event', () => {
  const script = (text: string) => ({ on: true, action: { do: 'script', language: 'jsonata', script: text } });

  it('sets ticket fields and writes its note once', async () => {
    const text =
      '{"ticket": {"summary": "Visited: " & ticket.summary}, "note": {"text": "Seen " & event.params.visit}}';
    pair = await startLinkedPair(
      events({ rules: { FN_WO_PROVIDER_CHECKED_IN: script(text), FN_WO_UPDATED: { on: false } } }),
    );
    const { bridge, workOrderId, ticketId } = pair;
    const summary = String(bridge.sandbox.ticket(ticketId)?.summary);
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('the note', () => eventNotes().length === 1);
    await bridge.clock.advance(240_000);
    expect(bridge.sandbox.ticket(ticketId)?.summary).toBe(`Visited: ${summary}`);
    expect(eventNotes()).toHaveLength(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('that fails waits for a person with its line, and runs once it was corrected', async () => {
    pair = await startLinkedPair(
      events({ rules: { FN_WO_PROVIDER_CHECKED_IN: script('{\n"note": $error("no")\n}') } }),
    );
    const { bridge, workOrderId } = pair;
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.until('Attention', async () => (await bridge.engine.attention()).length === 1);
    const [item] = await bridge.engine.attention();
    expect(item?.error.message).toMatch(/^The script of FN_WO_PROVIDER_CHECKED_IN failed in line 2: no/);
    await bridge.engine.saveConfig((config) => ({
      ...config,
      sync: {
        ...config.sync,
        events: eventsConfigSchema.parse({
          rules: { FN_WO_PROVIDER_CHECKED_IN: script('{"note": {"text": "Fine"}}') },
        }),
      },
    }));
    await bridge.engine.retry([item?.jobId ?? 0]);
    await bridge.until('the note', () => eventNotes().length === 1);
    await bridge.clock.advance(120_000);
    expect(eventNotes()).toHaveLength(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});
