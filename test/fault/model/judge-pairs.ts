import type { History } from './history.ts';
import { assetCountField, customFieldsOf, serialField } from './records.ts';
import { isSettled, type Story } from './story.ts';

const expectedStatus: Readonly<Record<string, string | null>> = {
  draft: null,
  published: 'Dispatched',
  routed: 'Dispatched',
  assigned: 'Scheduled',
  work_done: 'Work complete',
  approved: 'Completed',
};

/** No second work order or ticket; what is linked agrees. */
export async function judgePairs(history: History): Promise<void> {
  const links = await history.links();
  for (const story of history.all) {
    judgeNumbers(history, story);
    await judgeEqual(history, story, links);
  }
  const open = links.filter((link) => link.state !== 'closed');
  history.claims.same(new Set(open.map((link) => link.ticketId)).size, open.length, 'a ticket has two open links');
  history.claims.same(
    new Set(open.map((link) => link.workOrderId)).size,
    open.length,
    'a work order has two open links',
  );
  judgeNothingElse(history);
}

function judgeNumbers(history: History, story: Story): void {
  const made = story.made();
  const who = `ticket ${story.ticketId}`;
  history.claims.atMost(made.length, story.wishes, `work orders of ${who}, which was asked for ${story.wishes} times`);
  const markers = made.map((one) => /DBR-[0-9a-f]+-\d+-\d+/.exec(one.descriptionHtml)?.[0]);
  history.claims.same(new Set(markers).size, made.length, `two work orders of ${who} carry one reference`);
  if (story.beganWith !== null) {
    // One that was merged away keeps what it said; the ticket it went into says it too.
    const tickets = history
      .tickets()
      .filter((ticket) => ticket.externalXRef === `FN-${story.beganWith}` && !ticket.mergedParentTicket);
    history.claims.atMost(tickets.length, 1, `tickets of work order ${story.beganWith}`);
    // Only from when it was switched on, and only without a break.
    const wanted = history.settings.every(({ settings }) => settings.createTickets);
    const workOrder = story.workOrder();
    if (wanted && !story.disturbed && workOrder !== null && !isSettled(workOrder))
      history.claims.same(tickets.length, 1, `tickets of work order ${story.beganWith}`);
  }
  // A ticket that was moved on before anybody looked was not to be sent.
  if (story.wishes > 0 && !story.disturbed && !story.moved && story.beganWith === null)
    history.claims.atLeast(made.length, 1, `work orders of ${who}`);
}

async function judgeEqual(history: History, story: Story, links: Awaited<ReturnType<History['links']>>): Promise<void> {
  if (story.disturbed) return;
  const link = links.find((one) => one.state !== 'closed' && one.ticketId === story.ticket());
  if (link === undefined) {
    if (story.made().length > 0) history.claims.none([1], `ticket ${story.ticketId} has a work order and no link`);
    return;
  }
  const where = `ticket ${link.ticketId}, work order ${link.workOrderId}`;
  history.claims.same(link.state, 'open', where);
  const ticket = history.ticket(link.ticketId);
  const workOrder = history.sandbox.workOrders().find((one) => one.id === link.workOrderId);
  if (ticket === null || workOrder === undefined) throw new Error(`${where}: one of them is missing`);
  history.claims.same(ticket.externalXRef, `FN-${workOrder.id}`, where);
  history.claims.same(workOrder.descriptionHtml.includes(`-${link.ticketId}-`), true, where);
  const conflicts = (await history.engine.problems.conflicts()).filter((one) => one.linkId === link.id);
  const asked = (label: RegExp): boolean => conflicts.some((one) => label.test(one.label));
  if (story.beganWith === null && !story.named && !isSettled(workOrder))
    history.claims.same(workOrder.title, ticket.summary, `${where}: title`);
  if (!story.rescheduled && !isSettled(workOrder) && story.beganWith === null && !asked(/start|schedule/i)) {
    const start = workOrder.schedule === null ? null : new Date(workOrder.schedule.start).toISOString().slice(0, 19);
    const required = ticket.requiredDate === undefined ? null : String(ticket.requiredDate).slice(0, 19);
    history.claims.same(start, required, `${where}: required date and start`);
  }
  const { drops, serial } = customFieldsOf(ticket);
  const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
  if (story.beganWith === null && !story.counted && !isSettled(workOrder))
    history.claims.same(text(workOrder.customFields[assetCountField]), text(drops?.value), `${where}: cable drops`);
  const updates = history.settings.every(({ settings }) => settings.events === 'standing');
  if (updates)
    history.claims.same(text(serial?.value), text(workOrder.customFields[serialField]), `${where}: serial number`);
  const wanted = expectedStatus[workOrder.status] ?? null;
  if (updates && !story.moved && wanted !== null)
    history.claims.same((ticket.status as { name: string }).name, wanted, `${where}: status while ${workOrder.status}`);
}

/** Work orders and tickets the engine made belong to somebody's story. */
function judgeNothingElse(history: History): void {
  const known = new Set(history.all.flatMap((story) => story.made().map((one) => one.id)));
  const stray = history.sandbox
    .workOrders()
    .filter(
      (one) =>
        /DBR-/.test(one.descriptionHtml) &&
        !known.has(one.id) &&
        !history.byPeople.has(one.id) &&
        one.status !== 'deleted',
    );
  history.claims.none(
    stray.map((one) => one.title),
    'work orders nobody asked for',
  );
}
