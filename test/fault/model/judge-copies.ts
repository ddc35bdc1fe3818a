import { describedByHand, type History } from './history.ts';
import { apiMember, apiUser, endMarker, messagesByUs, notesOf, repeated, type ShownNote } from './records.ts';
import type { Settings } from './settings.ts';

import { isSettled, type Story, type WorkOrderRecord, type Written } from './story.ts';

/** Nothing was copied twice, by its marker or by its source; what is to be copied is. */
export async function judgeCopies(history: History): Promise<void> {
  judgeUnique(history);
  const links = await history.links();
  const asked = new Set((await history.engine.attention()).map((item) => item.linkId));
  for (const story of history.all) {
    if (story.disturbed) continue;
    const link = links.find((one) => one.state === 'open' && one.ticketId === story.ticket());
    const workOrder = history.sandbox.workOrders().find((one) => one.id === link?.workOrderId);
    if (link === undefined || workOrder === undefined) continue;
    // A ticket with more than one work order has had copies of two of them.
    if (links.filter((one) => one.ticketId === link.ticketId).length > 1) continue;
    judgeWritten(history, story, { ticketId: link.ticketId, workOrder, since: link.createdAt });
    judgeFiles(history, story, { ticketId: link.ticketId, workOrder, since: link.createdAt }, asked.has(link.id));
  }
}

type Judged = Pick<History, 'claims' | 'sandbox'>;

/** Nothing that the engine made is there twice. */
export function judgeUnique(history: Judged): void {
  for (const ticket of history.sandbox.tickets()) judgeTicket(history, Number(ticket.id));
  for (const workOrder of history.sandbox.workOrders()) judgeWorkOrder(history, workOrder);
}

function judgeTicket(history: Judged, ticketId: number): void {
  const where = `ticket ${ticketId}`;
  // A ticket made from a work order begins with the work order's description.
  const ours = notesOf(history, ticketId).filter((note) => note.byUs && !note.text.startsWith(describedByHand));
  // A time entry is its own note, with its visit's marker.
  const markers = ours.map((note) => endMarker(note.text) ?? `unmarked: ${note.text}`);
  history.claims.none(repeated(markers), `notes written twice on ${where}`);
  history.claims.none(
    markers.filter((marker) => marker.startsWith('unmarked')),
    `notes without a marker on ${where}`,
  );
  history.claims.none(repeated(sourcesIn(ours.map((note) => note.text))), `messages copied twice to ${where}`);
  const { documents, timeEntries, scheduleEntries } = history.sandbox.ticketParts(ticketId);
  const copied = documents.filter((one) => one.owner === apiMember);
  history.claims.none(repeated(copied.map((one) => String(one.title))), `documents twice on ${where}`);
  history.claims.none(repeated(copied.map((one) => String(one.fileName))), `uploads twice on ${where}`);
  history.claims.none(
    copied.filter((one) => one.publicFlag === true).map((one) => one.title),
    `public copies on ${where}`,
  );
  const markersOf = (texts: readonly unknown[]) =>
    texts.map(String).flatMap((text) => /\[FN#[\w-]+\]/.exec(text)?.[0] ?? []);
  history.claims.none(repeated(markersOf(timeEntries.map((one) => one.notes))), `visits entered twice on ${where}`);
  history.claims.none(repeated(markersOf(scheduleEntries.map((one) => one.name))), `scheduled twice on ${where}`);
}

function judgeWorkOrder(history: Judged, workOrder: WorkOrderRecord): void {
  const where = `work order ${workOrder.id}`;
  const ours = messagesByUs(workOrder).map((message) => message.text);
  history.claims.none(
    repeated(ours.map((text) => endMarker(text) ?? `unmarked: ${text}`)),
    `messages twice on ${where}`,
  );
  history.claims.none(repeated(sourcesIn(ours)), `notes copied twice to ${where}`);
  const files = workOrder.folders.flatMap((folder) => folder.attachments).filter((one) => one.authorId === apiUser);
  history.claims.none(repeated(files.map((file) => file.name)), `files twice on ${where}`);
}

/** The words of what people wrote, in copies of it. Events and visits may well name the same one. */
function sourcesIn(texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => / (?:wrote|answered .*|corrected a (?:note|message)) in (?:ConnectWise|Field Nation):/.test(text))
    .flatMap((text) => text.match(/(?:INT|PUB|PRO)\d+x/g) ?? []);
}

interface Pair {
  readonly ticketId: number;
  readonly workOrder: WorkOrderRecord;
  /** When the two were linked, by the engine's clock. */
  readonly since: number;
}

function judgeWritten(history: History, story: Story, pair: Pair): void {
  const notes = notesOf(history, pair.ticketId).filter((note) => note.byUs);
  const messages = messagesByUs(pair.workOrder);
  for (const one of story.written) {
    // By whole seconds; and a clock that jumped makes what is older a matter of whose clock one asks.
    if (one.gone || history.clockJumped) continue;
    const settings = history.settingsSince(one.at);
    if (settings === null) continue;
    if (one.workOrderId === null)
      judgeNote(
        history,
        one,
        settings,
        pair,
        messages.map((message) => message.text),
      );
    else if (one.workOrderId === pair.workOrder.id) judgeMessage(history, one, settings, pair, notes);
  }
}

function judgeNote(history: History, one: Written, settings: Settings, pair: Pair, texts: readonly string[]): void {
  const where = `${one.word}, written on ticket ${pair.ticketId} (${one.tabs.join(' and ')})`;
  const inside = one.tabs.includes('internal');
  const { toWorkOrder } = settings.notes;
  const wanted =
    !one.tabs.includes('resolution') &&
    one.tabs.length > 0 &&
    (toWorkOrder === 'both' || toWorkOrder === (inside ? 'internal' : 'public')) &&
    (one.by !== 'time' || settings.notes.timeEntryNotes);
  const versions = [one.word, ...one.editions];
  const found = texts.filter((text) => versions.some((word) => text.includes(word)));
  if (!wanted) {
    if (one.tabs.includes('resolution')) history.claims.none(found, `${where} is not for the work order`);
    return;
  }
  if (one.at <= pair.since || isSettled(pair.workOrder) || (!inside && pair.workOrder.assigneeId === null)) return;
  history.claims.atLeast(found.length, 1, `${where} is not on work order ${pair.workOrder.id}`);
  const newest = versions.at(-1) ?? one.word;
  if (settings.notes.corrections) {
    const there = found.some((text) => text.includes(newest));
    history.claims.same(
      there,
      true,
      `${newest}, the newest version of ${where}, is not on work order ${pair.workOrder.id}`,
    );
  }
}

function judgeMessage(
  history: History,
  one: Written,
  settings: Settings,
  pair: Pair,
  notes: readonly ShownNote[],
): void {
  const where = `${one.word}, written on work order ${pair.workOrder.id} by ${one.by}`;
  const { toTicket, staffMessages } = settings.notes;
  const heard = settings.events !== 'quiet';
  const wanted = toTicket !== 'off' && heard && (one.by !== 'staff' || staffMessages);
  const copies = notes.filter((note) => note.text.includes(one.word) && / in Field Nation:/.test(note.text));
  if (!wanted) return;
  history.claims.same(copies.length, 1, `${where} is not on ticket ${pair.ticketId}`);
  const [copy] = copies;
  const tab = one.by === 'staff' || toTicket === 'internal' ? 'internal' : 'discussion';
  history.claims.same(copy?.[tab], true, `${where}: tab of its copy`);
}

/** `asked`: the pair waits for a person. Polls leave it alone then, and a document of the ticket tells nobody: it goes along with what the person does. */
function judgeFiles(history: History, story: Story, pair: Pair, asked: boolean): void {
  const documents = history.sandbox.ticketParts(pair.ticketId).documents.filter((one) => one.owner === apiMember);
  const files = pair.workOrder.folders
    .flatMap((folder) => folder.attachments)
    .filter((one) => one.authorId === apiUser);
  for (const one of story.files) {
    const settings = history.settingsSince(one.at);
    if (one.gone || history.clockJumped || settings === null) continue;
    const { toTicket, toWorkOrder } = settings.documents;
    if (one.by === 'provider' && one.workOrderId === pair.workOrder.id && toTicket && settings.events !== 'quiet')
      history.claims.same(
        documents.filter((each) => String(each.title).startsWith(one.name)).length,
        1,
        `${one.name}, uploaded to work order ${pair.workOrder.id}, on ticket ${pair.ticketId}`,
      );
    const copied = files.filter((each) => each.name === one.name).length;
    if (one.by === 'ticket' && (one.private || one.name.endsWith('.zip')))
      history.claims.same(copied, 0, `${one.name} is not for work order ${pair.workOrder.id}`);
    else if (one.by === 'ticket' && toWorkOrder && one.at > pair.since && !isSettled(pair.workOrder))
      history.claims.between(
        copied,
        asked ? 0 : 1,
        1,
        `${one.name} of ticket ${pair.ticketId} on work order ${pair.workOrder.id}`,
      );
  }
}
