import { afterEach, describe, expect, it } from 'vitest';
import { notesSweepMs } from '../../../src/core/sync/parts/notes/looks.ts';
import { type NotesConfig, notesConfigSchema } from '../../../src/shared/config-sync.ts';
import { type LinkedPair, startLinkedPair, stopsAt } from './linked-pair.ts';

/* Notes and messages between the real clients and the simulated vendors, over sockets and a database file. */

let pair: LinkedPair;
afterEach(() => pair?.bridge.stop());

async function started(
  settings: Partial<NotesConfig>,
  options: Parameters<typeof startLinkedPair>[1] = {},
): Promise<void> {
  pair = await startLinkedPair((sync) => ({ ...sync, notes: notesConfigSchema.parse(settings) }), options);
}
const copiedTo = <T extends { readonly text: string }>(texts: readonly T[], words: string): readonly T[] =>
  texts.filter((one) => one.text.includes(words) && /\[(CW|FN)#[^\]]+\]$/.test(one.text));

describe('notes and messages of a linked pair', () => {
  it('reach the other side, each with its author, and only once', async () => {
    await started({ toWorkOrder: 'both', toTicket: 'internal', staffMessages: true });
    const { bridge, ticketId, workOrderId } = pair;
    const { people } = bridge.sandbox;
    people.dispatcher.addNote({ ticketId, text: 'Key at the desk.\nAsk for Kim.' });
    people.dispatcher.addNote({ ticketId, text: 'Client pays late', tab: 'internal' });
    people.technician.addTime({ ticketId, text: 'Checked remotely', tab: 'discussion' });
    people.provider.message({ workOrderId, text: 'I am on site' });
    people.buyer.message({ workOrderId, text: 'Watch the hours', type: 'INTERNAL' });
    await bridge.until('all copies', () => pair.messages().length === 5 && copiedTo(pair.notes(), '').length === 2);
    await bridge.clock.advance(notesSweepMs + 60_000);
    const sent = copiedTo(pair.messages(), '').map((one) => `${one.type} ${one.text.split('\n')[2]}`);
    expect(sent.sort()).toEqual([
      'ASSIGNEDTECH Checked remotely',
      'ASSIGNEDTECH Key at the desk.',
      'INTERNAL Client pays late',
    ]);
    const copies = copiedTo(pair.notes(), '');
    expect(copies.map((one) => [one.internal, one.discussion])).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(copies[0]?.text).toMatch(/^\S+ \S+ \(provider\) wrote in Field Nation:\n\nI am on site\n\n\[FN#\d+\]$/);
    expect(pair.messages()).toHaveLength(5);
    expect(bridge.sandbox.emails().filter((mail) => mail.reason === 'note-added' && mail.causedBy === 'API')).toEqual(
      [],
    );
  });

  it('wait for a provider, without what stood on the ticket before', async () => {
    await started({ toWorkOrder: 'public' }, { assign: false });
    const { bridge, ticketId, workOrderId } = pair;
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'Bring a ladder' });
    await bridge.until('it waits', async () => (await pair.said('waits until work order')).length === 1);
    await bridge.clock.advance(60_000);
    expect(pair.messages()).toEqual([]);
    bridge.sandbox.people.buyer.assign({ workOrderId });
    await bridge.until('the message', () => pair.messages().length === 1);
    expect(pair.messages()[0]?.text).toContain('Bring a ladder');
  });

  it('keep their thread: an answer says whom it answers, a correction answers its copy', async () => {
    await started({ toWorkOrder: 'public', corrections: true });
    const { bridge, ticketId, workOrderId } = pair;
    const { people } = bridge.sandbox;
    const note = people.dispatcher.addNote({ ticketId, text: 'Suite 100' });
    await bridge.until('the message', () => pair.messages().length === 1);
    people.provider.reply({ workOrderId, messageId: pair.messages()[0]?.id, text: 'Which floor?' });
    await bridge.until('the answer', () => copiedTo(pair.notes(), 'Which floor?').length === 1);
    expect(copiedTo(pair.notes(), 'Which floor?')[0]?.text).toMatch(
      /^\S+ \S+ \(provider\) answered .+ in Field Nation:/,
    );
    people.dispatcher.editNote({ ticketId, noteId: note.id, text: 'Suite 200' });
    await bridge.until('the correction', () => pair.messages().length === 3);
    expect(pair.messages().find((one) => one.text.includes('Suite 200'))).toMatchObject({
      parentId: pair.messages()[0]?.id,
    });
    people.dispatcher.editNote({ ticketId, noteId: note.id, text: 'The safe code is 1234', tabs: ['internal'] });
    await bridge.until('it is said', async () => (await pair.said('keep the change on the ticket')).length === 1);
    await bridge.clock.advance(notesSweepMs);
    expect(pair.messages()).toHaveLength(3);
  });

  it.each([
    ['connectwise', '/notes$', 'timeout-after-commit'],
    ['fieldnation', '/messages$', 'drop-after-commit'],
    ['fieldnation', '/messages$', 'timeout-before'],
  ] as const)('are not doubled when %s %s meets %s', async (vendor, path, kind) => {
    await started({ toWorkOrder: 'public' });
    const { bridge, ticketId, workOrderId } = pair;
    bridge.sandbox.addFault({ vendor, on: 'request', method: 'POST', path, kind });
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'From here' });
    bridge.sandbox.people.provider.message({ workOrderId, text: 'From there' });
    await bridge.until(
      'both copies',
      () => pair.messages().length >= 2 && copiedTo(pair.notes(), '').length >= 1,
      900_000,
    );
    await bridge.clock.advance(300_000);
    expect(pair.messages()).toHaveLength(2);
    expect(copiedTo(pair.notes(), '')).toHaveLength(1);
  });

  it.each(['note.answered', 'message.answered'])('are not doubled when the run ends at %s', async (step) => {
    await started({ toWorkOrder: 'public' }, { engine: stopsAt(step) });
    const { bridge, ticketId, workOrderId } = pair;
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'From here' });
    bridge.sandbox.people.provider.message({ workOrderId, text: 'From there' });
    const both = () => pair.messages().length >= 2 && copiedTo(pair.notes(), '').length >= 1;
    await bridge.until('both copies', both, 900_000);
    await bridge.clock.advance(180_000);
    expect(pair.messages()).toHaveLength(2);
    expect(copiedTo(pair.notes(), '')).toHaveLength(1);
  });

  it('are found although no notification came and the ticket looks unchanged', async () => {
    await started({ toWorkOrder: 'public' });
    const { bridge, ticketId } = pair;
    await bridge.clock.advance(60_000);
    bridge.sandbox.setSwitch('connectwise.notesTouchTicket', false);
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 100 });
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'Quietly written' });
    await bridge.clock.advance(notesSweepMs);
    await bridge.engine.syncNow((await bridge.engine.searchLinks('', 1))[0]?.id);
    await bridge.until('the message', () => pair.messages().length === 1);
  });

  it('survive a restart in the middle of a conversation', async () => {
    await started({ toWorkOrder: 'both' });
    const { bridge, ticketId, workOrderId } = pair;
    await bridge.during(bridge.engine.pause(null));
    for (let index = 1; index <= 5; index++) {
      bridge.sandbox.people.dispatcher.addNote({
        ticketId,
        text: `Note ${index}`,
        tab: index % 2 ? 'internal' : 'discussion',
      });
      bridge.sandbox.people.provider.message({ workOrderId, text: `Message ${index}` });
    }
    await bridge.restart();
    await bridge.during(bridge.engine.resume());
    await bridge.until(
      'all',
      () => pair.messages().length === 10 && copiedTo(pair.notes(), 'Message').length === 5,
      300_000,
    );
    expect(copiedTo(pair.messages(), 'Note').map((one) => one.text.split('\n')[2])).toEqual(
      [1, 2, 3, 4, 5].map((index) => `Note ${index}`),
    );
  });
});
