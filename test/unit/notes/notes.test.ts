import { describe, expect, it } from 'vitest';
import { type NotesConfig, notesConfigSchema } from '../../../src/shared/config-sync.ts';
import { Pair } from './pair.ts';

function pairWith(settings: Partial<NotesConfig>): Pair {
  const pair = new Pair();
  pair.settings = notesConfigSchema.parse(settings);
  return pair;
}

describe('ticket notes to the work order', () => {
  it('sends a Discussion note to the provider, with its author and a marker', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    const note = pair.addNote('The key is at the desk.\nAsk for Kim.');
    await pair.rest();
    expect(pair.posted).toEqual([
      {
        text: `Chris Doe wrote in ConnectWise:\n\nThe key is at the desk.\nAsk for Kim.\n\n[CW#${note.id.slice(5)}]`,
        audience: 'provider',
        replyTo: null,
      },
    ]);
  });

  it('sends an Internal Analysis note to the company only', async () => {
    const pair = pairWith({ toWorkOrder: 'both' });
    pair.addNote('The client pays late.', { internal: true });
    await pair.rest();
    expect(pair.posted.map((one) => one.audience)).toEqual(['buyer']);
  });

  it('takes a note on both tabs for internal', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.addNote('Careful', { internal: true, discussion: true });
    await pair.rest();
    expect(pair.posted).toEqual([]);
  });

  it.each([{ resolution: true }, { resolution: true, discussion: true }, { resolution: true, internal: true }])(
    'never sends what stands on Resolution: %o',
    async (tabs) => {
      const pair = pairWith({ toWorkOrder: 'both' });
      pair.addNote('Replaced the switch', { internal: false, discussion: false, ...tabs });
      await pair.rest();
      expect(pair.posted).toEqual([]);
    },
  );

  it('does not send the description once more', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.description = 'Printer is on fire';
    pair.addNote('Printer is  on fire\n');
    pair.addNote('Printer is on fire, again');
    await pair.rest();
    expect(pair.posted.map((one) => one.text.split('\n')[2])).toEqual(['Printer is on fire, again']);
  });

  it('does not send what stood on the ticket before the link', async () => {
    const pair = pairWith({ toWorkOrder: 'both' });
    pair.addNote('An old note', { createdAt: Date.UTC(2026, 10, 22, 8, 59, 59) });
    pair.addNote('Written in the second of the link', { createdAt: Date.UTC(2026, 10, 22, 9) });
    await pair.rest();
    expect(pair.posted).toHaveLength(1);
  });

  it('sends notes written through time entries by when they were entered, and not when they are switched off', async () => {
    const work = { kind: 'time-entry', createdAt: Date.UTC(2026, 10, 22, 7) } as const;
    const pair = pairWith({ toWorkOrder: 'public' });
    const note = pair.addNote('Cabling done', work);
    pair.editNote(note.id, {});
    const without = pairWith({ toWorkOrder: 'public', timeEntryNotes: false });
    without.editNote(without.addNote('Cabling done', work).id, {});
    await pair.rest();
    await without.rest();
    expect(pair.posted[0]?.text).toContain(`[CW#${note.id}]`);
    expect(without.posted).toEqual([]);
  });

  it('keeps a note for the provider until there is one, says so once, and sends it then', async () => {
    const pair = pairWith({ toWorkOrder: 'both' });
    pair.provider = null;
    pair.addNote('Bring a ladder');
    pair.addNote('Budget is low', { internal: true });
    await pair.rest();
    expect(pair.posted.map((one) => one.audience)).toEqual(['buyer']);
    expect(pair.said.filter((line) => line.includes('waits'))).toHaveLength(1);
    pair.provider = { id: 70, name: 'Ana Ruiz', phone: '' };
    await pair.run();
    expect(pair.publicMessages().join()).toContain('Bring a ladder');
  });

  it('writes nothing to a work order that is over, and catches up when it is not', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.workOrderStatus = 'Approved';
    pair.addNote('One more thing');
    await pair.rest();
    expect(pair.posted).toEqual([]);
    pair.workOrderStatus = 'Work Done';
    await pair.rest();
    expect(pair.posted).toHaveLength(1);
  });

  it('begins with what is written after it is switched on', async () => {
    const pair = pairWith({ toWorkOrder: 'off' });
    pair.addNote('While it was off');
    await pair.run();
    pair.settings = notesConfigSchema.parse({ toWorkOrder: 'public' });
    pair.now += 5_000;
    pair.addNote('After it was on');
    await pair.rest();
    expect(pair.posted.map((one) => one.text.split('\n')[2])).toEqual(['After it was on']);
  });

  it('leaves the other notes of a ticket alone that was merged into this one', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.addNote('Of the first ticket');
    await pair.rest();
    pair.ticketId = 1077;
    pair.notes = [];
    pair.addNote('Of the other ticket, before the merge');
    await pair.run();
    pair.now += 5_000;
    pair.addNote('After the merge');
    await pair.rest();
    expect(pair.posted.map((one) => one.text.split('\n')[2])).toEqual(['Of the first ticket', 'After the merge']);
    expect(pair.said.join()).not.toContain('deleted');
  });
});

describe('messages to the ticket', () => {
  it("puts a provider's message on the configured tab", async () => {
    for (const [toTicket, tab] of [
      ['internal', 'internal'],
      ['public', 'discussion'],
    ] as const) {
      const pair = pairWith({ toTicket });
      const message = pair.addMessage('I am on site');
      await pair.rest();
      const text = `Ana Ruiz (provider) wrote in Field Nation:\n\nI am on site\n\n[FN#${message.id}]`;
      expect(pair.written).toEqual([{ text, tab, sendEmail: false, memberId: null }]);
    }
  });

  it("puts the company's own messages on Internal, and only when asked for", async () => {
    const without = pairWith({ toTicket: 'public' });
    without.addMessage('Do not pay him', { audience: 'buyer', authorName: 'Sam' });
    await without.rest();
    expect(without.written).toEqual([]);
    const pair = pairWith({ toTicket: 'public', staffMessages: true });
    pair.addMessage('Do not pay him', { audience: 'buyer', authorName: 'Sam' });
    await pair.rest();
    expect(pair.written.map((note) => note.tab)).toEqual(['internal']);
  });

  it('says whom an answer answers, by the name of who wrote it first', async () => {
    const pair = pairWith({ toTicket: 'internal', toWorkOrder: 'public' });
    pair.addNote('Which rack?');
    await pair.rest();
    const [posted] = pair.messages;
    pair.addMessage('Rack 4', { parentId: posted?.id ?? null });
    await pair.rest();
    expect(pair.written[0]?.text).toMatch(/^Ana Ruiz \(provider\) answered Chris Doe in Field Nation:/);
  });

  it('does not name to everybody the author of what only the company reads', async () => {
    const pair = pairWith({ toTicket: 'public' });
    const internal = pair.addMessage('Between us', { audience: 'buyer', authorName: 'Secret Sam', authorId: 5 });
    pair.addMessage('Yes', { parentId: internal.id });
    await pair.rest();
    expect(pair.written.map((note) => note.text).join()).not.toContain('Secret Sam');
  });

  it('writes in the name of the member who is the same person, and e-mails only when asked to', async () => {
    const pair = pairWith({ staffMessages: true, sendEmail: true });
    pair.members = [{ fieldNationUserId: 5, fieldNationName: 'Sam', memberId: 31, memberIdentifier: 'sam' }];
    pair.addMessage('Internal', { audience: 'buyer', authorId: 5, authorName: 'Sam', fromProvider: false });
    pair.addMessage('By e-mail address', { audience: 'buyer', authorId: 6, authorName: 'Mona', fromProvider: false });
    pair.addMessage('A provider with the same number', { authorId: 6 });
    await pair.rest();
    expect(pair.written).toMatchObject([
      { memberId: 31, sendEmail: true },
      { memberId: 44, sendEmail: true },
      { memberId: null, sendEmail: true },
    ]);
  });

  it('copies none while the event is switched off or filtered out, nor later', async () => {
    const pair = pairWith({});
    pair.allows = false;
    pair.addMessage('Not wanted');
    await pair.run();
    pair.allows = true;
    pair.now += 5_000;
    pair.addMessage('Wanted');
    await pair.rest();
    expect(pair.written.map((note) => note.text.split('\n')[2])).toEqual(['Wanted']);
  });

  it('takes what two linked records had before the link as known', async () => {
    const pair = pairWith({});
    pair.origin = 'person';
    pair.addMessage('Long ago', { createdAt: Date.UTC(2026, 10, 1) });
    pair.addMessage('Now');
    await pair.rest();
    expect(pair.written).toHaveLength(1);
  });

  it('copies what was written on a work order while its own ticket was still to be made', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.origin = 'workorder';
    pair.addMessage('Before there was a ticket', { createdAt: Date.UTC(2026, 10, 22, 8) });
    await pair.rest();
    expect(pair.written.map((note) => note.text.split('\n')[2])).toEqual(['Before there was a ticket']);
  });
});

describe('copies', () => {
  it('are never copied back, whoever made them and whether or not the map knows them', async () => {
    const pair = pairWith({ toWorkOrder: 'both', toTicket: 'public', staffMessages: true });
    pair.addNote('Ana Ruiz (provider) wrote in Field Nation:\n\nHello\n\n[FN#8812]', { internal: true });
    pair.addNote('Ana Ruiz (provider) wrote in Field Nation: Hello [FN#8812]');
    pair.addNote('Work order 91422: total pay is 220.00 USD [FN#m91422-0a1b2c3d4e5f]', { internal: true });
    pair.addMessage('Chris Doe wrote in ConnectWise:\n\nHello\n\n[CW#311]');
    pair.addMessage('Chris Doe corrected a note in ConnectWise:\n\nHello\n\n[CW#time:92@0a1b2c3d4e5f]\n', {
      audience: 'buyer',
    });
    await pair.rest();
    expect(pair.requests.writes).toBe(0);
  });

  it('are not mistaken for what people write about them', async () => {
    const pair = pairWith({ toWorkOrder: 'public', toTicket: 'internal' });
    pair.addNote('See [FN#8812] for the address');
    pair.addNote('Please answer this: Ana Ruiz (provider) wrote in Field Nation:\nWhich door?');
    pair.addNote('Which one do you mean?\n\nAna Ruiz (provider) wrote in Field Nation:\n\nDoor 4\n\n[FN#8812]');
    pair.addMessage('Done as in [CW#311]');
    await pair.rest();
    expect(pair.posted).toHaveLength(4 - 1);
    expect(pair.written).toHaveLength(1);
  });

  it('cannot be forged by a name', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.addNote('Hello', { author: { kind: 'contact', identifier: '', name: 'Eve\n[FN#1]' } });
    await pair.rest();
    expect(pair.posted[0]?.text).toMatch(/^Eve FN#1 \(contact\) wrote in ConnectWise:/);
  });

  it('are found again after a lost answer, instead of sent again', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.addNote('Once');
    pair.fault = 'lost-answer';
    expect(await pair.run()).toBeNull();
    await pair.rest();
    expect(pair.messages).toHaveLength(1);
    expect(pair.store.rows).toMatchObject([{ state: 'done', targetId: pair.messages[0]?.id }]);
  });

  it('that the other side cut off are not sent again and again', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.addNote('A very long story. '.repeat(100));
    pair.fault = 'lost-answer';
    await pair.run();
    pair.messages = pair.messages.map((one) => ({ ...one, text: one.text.slice(0, 1000) }));
    await pair.rest();
    expect(pair.messages).toHaveLength(1);
  });

  it('are found again when the map was lost', async () => {
    const pair = pairWith({ toWorkOrder: 'public', toTicket: 'internal' });
    pair.addNote('From here');
    pair.addMessage('From there');
    await pair.rest();
    pair.store.rows = [];
    pair.seen = undefined;
    await pair.rest();
    expect(pair.requests.writes).toBe(2);
    expect(pair.store.rows.map((row) => row.state)).toEqual(['done', 'done']);
  });

  it('that are refused are told once and sent again only when a person asks', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    pair.addNote('Refused');
    pair.addNote('Fine');
    pair.fault = 'refused';
    expect((await pair.run())?.problems).toMatchObject([{ code: 'fieldnation.rejected' }]);
    await pair.rest();
    expect(pair.messages.map((one) => one.text.split('\n')[2])).toEqual(['Fine']);
    await pair.run({ asked: true });
    expect(pair.messages).toHaveLength(2);
  });

  it('of a note that became internal before it was sent stay internal', async () => {
    const pair = pairWith({ toWorkOrder: 'both' });
    const note = pair.addNote('Was public for a moment');
    pair.fault = 'lost-request';
    await pair.run();
    pair.editNote(note.id, { discussion: false, internal: true });
    await pair.rest();
    expect(pair.posted.map((one) => one.audience)).toEqual(['buyer']);
  });
});

describe('edits and deletions', () => {
  it('send an edited note once per text, in its thread, marked as a correction', async () => {
    const pair = pairWith({ toWorkOrder: 'public', corrections: true });
    const note = pair.addNote('Suite 100');
    await pair.rest();
    pair.editNote(note.id, { text: 'Suite 200' });
    await pair.rest();
    pair.editNote(note.id, { text: ' Suite   200\n' });
    await pair.rest();
    expect(pair.posted).toHaveLength(2);
    expect(pair.posted[1]?.text).toMatch(
      /^Chris Doe corrected a note in ConnectWise:\n\nSuite 200\n\n\[CW#\d+@\w{12}\]$/,
    );
    expect(pair.posted[1]).toMatchObject({ audience: 'provider', replyTo: pair.messages[0]?.id });
  });

  it('keep the copy and say so once when corrections are off', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    const note = pair.addNote('Suite 100');
    await pair.rest();
    pair.editNote(note.id, { text: 'Suite 200' });
    await pair.rest();
    pair.editNote(note.id, { text: 'Suite 300' });
    await pair.rest();
    expect(pair.posted).toHaveLength(1);
    expect(pair.said.filter((line) => line.includes('edited'))).toHaveLength(1);
  });

  it('never tell a provider the new text of a note that became internal', async () => {
    for (const [toWorkOrder, expected] of [
      ['public', ['provider']],
      ['both', ['provider', 'buyer']],
    ] as const) {
      const pair = pairWith({ toWorkOrder, corrections: true });
      const note = pair.addNote('Suite 100');
      await pair.rest();
      pair.editNote(note.id, { text: 'The safe code is 1234', internal: true });
      await pair.rest();
      expect(pair.posted.map((one) => one.audience)).toEqual(expected);
      expect(pair.publicMessages().join()).not.toContain('1234');
      expect(pair.posted.at(-1)?.replyTo).toBeNull();
    }
  });

  it('leave the copy of a deleted note, and say so once', async () => {
    const pair = pairWith({ toWorkOrder: 'public' });
    const note = pair.addNote('Gone soon');
    await pair.rest();
    pair.deleteNote(note.id);
    await pair.rest();
    expect(pair.messages).toHaveLength(1);
    expect(pair.said.filter((line) => line.includes('deleted'))).toHaveLength(1);
  });
});

describe('requests', () => {
  it('are none while nothing says that something changed', async () => {
    const pair = pairWith({ toWorkOrder: 'both', toTicket: 'internal' });
    await pair.run();
    const before = { ...pair.requests };
    await pair.run();
    pair.now += 60_000;
    await pair.run();
    expect(pair.requests).toEqual(before);
  });

  it('are none at all while everything is off', async () => {
    const pair = pairWith({ toWorkOrder: 'off', toTicket: 'off' });
    pair.addNote('Any');
    pair.addMessage('Any');
    await pair.rest();
    expect(pair.requests).toEqual({ notes: 0, messages: 0, writes: 0 });
  });

  it('read one side when that side has news, and both after a quarter of an hour', async () => {
    const pair = pairWith({ toWorkOrder: 'both', toTicket: 'internal' });
    await pair.run();
    await pair.run({ events: ['FN_WO_MESSAGE_ADDED'] });
    expect(pair.requests).toMatchObject({ notes: 1, messages: 2 });
    await pair.run({ events: ['PSA_TICKET_UPDATED'] });
    expect(pair.requests).toMatchObject({ notes: 2, messages: 2 });
    pair.now += 900_000;
    await pair.run();
    expect(pair.requests).toMatchObject({ notes: 3, messages: 3 });
  });
});
