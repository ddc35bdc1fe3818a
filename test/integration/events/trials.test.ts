import { afterEach, describe, expect, it } from 'vitest';
import { type LinkedPair, startLinkedPair } from '../notes/linked-pair.ts';

/* Trying things out against real clients: both sides are read, neither is written. */

let pair: LinkedPair;
afterEach(() => pair?.bridge.stop());

function writes(): number {
  return pair.bridge.sandbox
    .journal()
    .filter(
      (entry) =>
        entry.kind === 'request' &&
        ['PUT', 'PATCH', 'POST', 'DELETE'].includes(String(entry.method)) &&
        !String(entry.path).includes('oauth'),
    ).length;
}

async function linkId(): Promise<number> {
  return (await pair.bridge.engine.searchLinks(String(pair.ticketId), 1))[0]?.id ?? 0;
}

describe('a dry run', () => {
  it('of a note and of a script shows what they would do and writes nothing', async () => {
    pair = await startLinkedPair((sync) => sync);
    const { bridge, workOrderId, ticketId } = pair;
    bridge.sandbox.people.provider.checkIn({ workOrderId });
    await bridge.clock.advance(5_000);
    const [before, notes] = [writes(), pair.notes().length];
    const event = 'FN_WO_PROVIDER_CHECKED_IN';
    const note = { do: 'note', tab: 'discussion', text: '{event.words}' } as const;
    const noted = await bridge.during(bridge.engine.trials.testEvent({ event, workOrderId, action: note }));
    expect(noted.note).toMatchObject({
      tab: 'discussion',
      text: expect.stringContaining('the provider checked in at'),
    });
    const text = '{"ticket": {"summary": "Visited"}, "note": {"text": "Ticket " & $string(ticket.id)}}';
    const script = { do: 'script', language: 'jsonata', script: text } as const;
    const scripted = await bridge.during(bridge.engine.trials.testEvent({ event, workOrderId, action: script }));
    expect(scripted).toMatchObject({ problems: [], note: { tab: 'internal', text: `Ticket ${ticketId}` } });
    expect(scripted.changes).toMatchObject([{ target: 'summary', to: 'Visited' }]);
    await bridge.during(bridge.engine.trials.dryRunLink(await linkId()));
    expect(writes()).toBe(before);
    expect(pair.notes()).toHaveLength(notes);
    expect(bridge.sandbox.ticket(ticketId)?.summary).not.toBe('Visited');
  });
});

describe('a replay', () => {
  it('of a link’s runs differs in nothing until the mapping changes, and asks neither side', async () => {
    pair = await startLinkedPair((sync) => sync);
    const { bridge, ticketId } = pair;
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Renamed by the dispatcher' } });
    await bridge.clock.advance(10_000);
    const { trials } = bridge.engine;
    const runs = await trials.runs(await linkId());
    const replays = () => Promise.all(runs.map(({ attemptId }) => trials.replay(attemptId)));
    const requests = bridge.sandbox.journal().length;
    const same = await replays();
    expect(same.length).toBeGreaterThan(1);
    expect(same.flatMap(({ differences }) => differences)).toEqual([]);
    const titled = same.find(({ before }) => before?.some(({ target }) => target === 'title'));
    expect(titled?.now).toMatchObject([{ side: 'fieldnation', target: 'title', to: 'Renamed by the dispatcher' }]);
    expect(bridge.sandbox.journal()).toHaveLength(requests);

    const { mapping } = await bridge.engine.mapping();
    const rules = mapping.rules.filter((rule) => rule.target !== 'title');
    await bridge.engine.saveMapping({ ...mapping, rules }, 'test');
    const changed = await trials.replay(titled?.attemptId ?? 0);
    expect(changed.differences).toEqual([
      { side: 'fieldnation', label: 'Title', before: 'Renamed by the dispatcher', now: null },
    ]);
  });
});
