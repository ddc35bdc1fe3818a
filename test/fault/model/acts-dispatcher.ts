import type { History } from './history.ts';
import type { dispatcherVerbs } from './moves.ts';
import { isSettled, type Story, type Tab } from './story.ts';

type Act = (history: History, story: Story, ticketId: number, n: number) => void;

/** Tabs a note may stand on; a note on several is internal as soon as one of them is. */
const tabs: readonly (readonly Tab[])[] = [
  ['discussion'],
  ['internal'],
  ['discussion'],
  ['internal'],
  ['resolution'],
  ['discussion', 'internal'],
  ['discussion', 'resolution'],
  ['internal', 'resolution'],
];

/** Only Discussion alone may be read outside. */
function wordFor(history: History, on: readonly Tab[]): string {
  return history.word(on.length === 1 && on[0] === 'discussion' ? 'PUB' : 'INT');
}

const names = ['Renamed <b>&amp; "quoted"', 'é', 'Printer & scanner', 'a'.repeat(99), 'x < y', '1042', 'Umzug Käse'];
const statuses = ['Triage', 'In progress', 'Waiting customer', 'Completed', 'Cancelled'];

export const dispatcherActs: Readonly<Record<(typeof dispatcherVerbs)[number], Act>> = {
  send(history, story, ticketId) {
    const current = story.workOrder();
    const wish = story.wishes === 0 || story.disturbed || (current !== null && isSettled(current));
    // What people do to a ticket whose work order is on its way is not another wish.
    if (wish) story.wishes += 1;
    if (current !== null) story.moved = true;
    history.people.dispatcher.moveTicket({ ticketId });
  },
  rename(history, story, ticketId, n) {
    const current = story.workOrder();
    // A finished work order is not touched any more, so a later name would rightly differ.
    if (current !== null && (isSettled(current) || current.status === 'work_done')) return;
    history.people.dispatcher.editTicket({
      ticketId,
      changes: { summary: `${names[n % names.length]}`.slice(0, 100) },
    });
  },
  note(history, story, ticketId, n) {
    const on = tabs[n % tabs.length] ?? ['internal'];
    const word = wordFor(history, on);
    const long = n % 5 === 0 ? '\n\nSecond line & <b>more</b>\n[CW#1] and [FN#2]' : '';
    const { id } = history.people.technician.addNote({ ticketId, text: `Note ${word}${long}`, tabs: on });
    story.written.push({ ...plain(history, word), by: 'ticket', tabs: on, noteId: id });
  },
  'edit-note'(history, story, ticketId, n) {
    const notes = story.written.filter((one) => one.noteId !== null && one.by === 'ticket' && !one.gone);
    const one = notes[n % Math.max(1, notes.length)];
    if (one === undefined || one.noteId === null) return;
    const word = wordFor(history, one.tabs);
    history.people.technician.editNote({ ticketId, noteId: one.noteId, text: `Edited ${word}` });
    one.editions.push(word);
  },
  'delete-note'(history, story, ticketId, n) {
    const notes = story.written.filter((one) => one.noteId !== null && one.by === 'ticket' && !one.gone);
    const one = notes[n % Math.max(1, notes.length)];
    if (one === undefined || one.noteId === null) return;
    history.people.technician.deleteNote({ ticketId, noteId: one.noteId });
    one.gone = true;
  },
  time(history, story, ticketId, n) {
    const on = tabs[n % tabs.length] ?? ['internal'];
    const word = wordFor(history, on);
    history.people.technician.addTime({ ticketId, text: `Time ${word}`, minutes: 5 + (n % 200), tabs: on });
    story.written.push({ ...plain(history, word), by: 'time', tabs: on });
  },
  document(history, story, ticketId, n) {
    const isPrivate = n % 3 === 0;
    const word = history.word(isPrivate ? 'INT' : 'PUB');
    const ending = n % 7 === 0 ? 'zip' : 'pdf';
    const name = `${word}.${ending}`;
    const { id } = history.people.dispatcher.uploadDocument({ ticketId, name, size: 500 + n, private: isPrivate });
    story.files.push({ ...file(history, name), by: 'ticket', private: isPrivate, documentId: id });
  },
  'delete-document'(history, story, ticketId, n) {
    const files = story.files.filter((one) => one.documentId !== null && !one.gone);
    const one = files[n % Math.max(1, files.length)];
    if (one === undefined || one.documentId === null) return;
    history.people.dispatcher.deleteDocument({ ticketId, documentId: one.documentId });
    one.gone = true;
  },
  'require-date'(history, _story, ticketId, n) {
    const at = new Date(Date.UTC(2026, 11, 1 + (n % 20), 14)).toISOString().replace('.000', '');
    history.people.dispatcher.editTicket({ ticketId, changes: { requiredDate: at } });
  },
  'custom-field'(history, _story, ticketId, n) {
    const { technician } = history.people;
    if (n % 2 === 0) technician.setCustomField({ ticketId, caption: 'Cable Drops', value: n });
    else technician.setCustomField({ ticketId, caption: 'Site Access Notes', value: history.word('INT') });
  },
  schedule(history, _story, ticketId) {
    history.people.dispatcher.schedule({ ticketId });
  },
  'move-status'(history, story, ticketId, n) {
    story.moved = true;
    const statusId = history.statusId(statuses[n % statuses.length] ?? 'Triage');
    history.people.technician.moveTicket({ ticketId, statusId });
  },
  'move-board'(history, story, ticketId) {
    story.moved = true;
    const board = history
      .tickets()
      .map((ticket) => ticket.board as { id: number })
      .find((one) => one.id !== history.boardId);
    if (board !== undefined) history.people.dispatcher.moveBoard({ ticketId, boardId: board.id });
  },
  'contact-reply'(history, story, ticketId) {
    const word = history.word('PUB');
    history.people.contact.reply({ ticketId, text: `Reply ${word}` });
    story.written.push({ ...plain(history, word), by: 'contact', tabs: ['discussion'] });
  },
  merge(history, story, ticketId, n) {
    const other = history.stories[n % history.stories.length];
    const parent = other?.ticket();
    if (other === undefined || other === story || parent === null || parent === undefined) return;
    history.people.dispatcher.mergeTickets({ ticketId: parent, mergeTicketIds: [ticketId] });
    story.disturbed = true;
    story.ended = true;
    other.disturbed = true;
    other.moved = true;
    other.named = true;
  },
  convert(history, story, ticketId) {
    history.people.dispatcher.convertTicket({ ticketId });
    story.disturbed = true;
    story.ended = true;
  },
  'delete-ticket'(history, story, ticketId) {
    history.people.dispatcher.deleteTicket({ ticketId });
    story.disturbed = true;
    story.ended = true;
  },
};

function plain(history: History, word: string) {
  return { word, at: history.now(), tabs: [], workOrderId: null, noteId: null, editions: [], gone: false };
}

function file(history: History, name: string) {
  return { name, at: history.now(), workOrderId: null, documentId: null, gone: false };
}
