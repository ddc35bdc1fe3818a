import type { WorkOrderEventName } from '../../../src/shared/domain/work-order-events.ts';
import type { History } from './history.ts';
import { apiUser, notesOf } from './records.ts';
import { notedEvents, quietEvents } from './settings.ts';
import type { Story, WorkOrderRecord } from './story.ts';

type Times = (workOrder: WorkOrderRecord) => readonly (number | undefined)[];

/** Facts that stay visible on a work order: when each event happened, whoever heard of it. */
const lasting: Partial<Readonly<Record<WorkOrderEventName, Times>>> = {
  FN_WO_PROVIDER_CHECKED_IN: (one) => one.timeLogs.map((log) => log.in),
  FN_WO_PROVIDER_CHECKED_OUT: (one) => one.timeLogs.flatMap((log) => log.out ?? []),
  FN_WO_EXPENSE_ADDED: (one) => one.expenses.map((expense) => expense.addedAt),
  FN_WO_PROBLEM_REPORTED: (one) => one.problems.map((problem) => problem.createdAt),
  FN_WO_ATTACHMENT_ADDED: (one) =>
    one.folders
      .flatMap((folder) => folder.attachments)
      .filter((file) => file.authorId !== apiUser)
      .map((file) => file.createdAt),
};
/** Facts of which at least the last one shows. */
const latest: Partial<Readonly<Record<WorkOrderEventName, Times>>> = {
  FN_WO_ASSIGNED: (one) => (one.assigneeId === null ? [] : [one.milestones.assigned]),
  FN_WO_DONE: (one) => [one.milestones.workdone],
  FN_WO_APPROVED: (one) => [one.milestones.approved],
  FN_WO_CANCELLED: (one) => [one.milestones.canceled],
};

/** Every event was told once, and acted once: its note stands once where it is to write one. */
export async function judgeEvents(history: History): Promise<void> {
  const told = await toldEvents(history);
  const links = await history.links();
  for (const story of history.all) {
    const link = links.find((one) => one.state === 'open' && one.ticketId === story.ticket());
    const workOrder = history.sandbox.workOrders().find((one) => one.id === link?.workOrderId);
    if (link === undefined || workOrder === undefined || story.disturbed) continue;
    const tickets = links.filter((one) => one.ticketId === link.ticketId).length > 1;
    // What a work order saw before it had a ticket is no news.
    const since = story.beganWith === null ? 0 : link.createdAt;
    judgeWorkOrder(history, workOrder, told.get(workOrder.id) ?? [], tickets ? null : link.ticketId, since);
    if (!tickets) judgeVisits(history, story, workOrder, link.ticketId);
  }
}

function judgeWorkOrder(
  history: History,
  workOrder: WorkOrderRecord,
  told: readonly string[],
  ticketId: number | null,
  since: number,
): void {
  const isNews = (at: number | undefined): boolean => at !== undefined && at > since;
  const notes = ticketId === null ? [] : notesOf(history, ticketId).filter((note) => note.byUs);
  const always = history.settings.every(({ settings }) => settings.events === 'noted');
  const never = !history.everChosen((settings) => settings.events === 'noted');
  for (const [name, times] of Object.entries(lasting)) {
    const least = times(workOrder).filter(isNews).length;
    const most = times(workOrder).length;
    const count = told.filter((one) => one === name).length;
    const where = `${name} on work order ${workOrder.id}`;
    history.claims.between(count, least, most, `${where}, told in the log`);
    const noted = notes.filter((note) => note.text.startsWith(`Noted ${name} of ${workOrder.id}:`)).length;
    if (ticketId !== null && always && isNoted(name))
      history.claims.same(noted, count, `${where}, noted as often as told`);
    if (never) history.claims.same(noted, 0, `${where}, noted`);
  }
  for (const [name, times] of Object.entries(latest)) {
    const count = told.filter((one) => one === name).length;
    const where = `${name} on work order ${workOrder.id}`;
    if (times(workOrder).some(isNews)) history.claims.atLeast(count, 1, `${where}, told in the log`);
    const noted = notes.filter((note) => note.text.startsWith(`Noted ${name} of ${workOrder.id}:`)).length;
    if (ticketId !== null && always && isNoted(name))
      history.claims.same(noted, count, `${where}, noted as often as told`);
  }
}

function isNoted(name: string): boolean {
  return notedEvents.some((one) => one === name);
}

/** Each finished visit once, as a note or a time entry. */
function judgeVisits(history: History, story: Story, workOrder: WorkOrderRecord, ticketId: number): void {
  const chosen = history.settings.map(({ settings }) => settings);
  const heard = chosen.every(
    ({ visits, events }) =>
      visits !== 'off' && (events !== 'quiet' || !quietEvents.includes('FN_WO_PROVIDER_CHECKED_OUT')),
  );
  const notes = notesOf(history, ticketId).filter((note) => note.byUs);
  for (const log of workOrder.timeLogs) {
    const marker = `[FN#v${log.id}]`;
    const written = notes.filter((note) => note.text.trimEnd().endsWith(marker)).length;
    const where = `visit ${log.id} of work order ${workOrder.id} on ticket ${ticketId}`;
    history.claims.atMost(written, 1, where);
    // A closed ticket takes no time, and a person is asked.
    const open = (history.ticket(ticketId) as { readonly closedFlag?: boolean } | null)?.closedFlag !== true;
    const asEntry = chosen.some(({ visits }) => visits === 'time-entry');
    if (heard && log.out !== null && (!asEntry || open) && !story.disturbed) history.claims.same(written, 1, where);
  }
}

/** Names of the events the log tells of, by work order. */
async function toldEvents(history: History): Promise<ReadonlyMap<number, readonly string[]>> {
  const told = new Map<number, string[]>();
  let before: number | null = null;
  for (;;) {
    const page = await history.engine.activities({}, before, 500);
    for (const { kind, workOrderId } of page) {
      if (!kind.startsWith('event.FN_WO') || workOrderId === null) continue;
      told.set(workOrderId, [...(told.get(workOrderId) ?? []), kind.slice('event.'.length)]);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < 500) return told;
    before = last.id;
  }
}
