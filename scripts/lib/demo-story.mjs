import { Stop, say } from './progress.mjs';

/** How long one thing may take before the demo gives up, in milliseconds. */
const patienceMs = 30_000;
const lookEveryMs = 50;

/**
 * What happened in the sandbox, as it happens.
 */
class Journal {
  entries = [];

  /** @param {import('./sandbox-control.mjs').SandboxControl} control @param {number} after */
  constructor(control, after) {
    this.control = control;
    this.last = after;
  }

  /** Waits for the first entry from `from` on that fits. */
  async wait(what, from, fits) {
    return until(what, async () => {
      const fresh = await this.control.journal(this.last);
      this.entries.push(...fresh);
      this.last = this.entries.at(-1)?.seq ?? this.last;
      return this.entries.find((entry) => entry.seq > from && fits(entry)) ?? null;
    });
  }
}

async function until(what, look) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Stop(`waited ${patienceMs / 1000} s for this and it did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** The first practice ticket that has no work order yet. */
async function nextTicket(control) {
  const workOrders = JSON.stringify(await control.workOrders());
  for (const id of control.info.demo.ticketIds) {
    const ticket = await control.ticket(id);
    const open = ticket.status.id !== control.info.demo.triggerStatusId && !ticket.closedFlag;
    if (open && !workOrders.includes(`ticket ${id},`)) return ticket;
  }
  throw new Stop('every practice ticket has a work order already');
}

/**
 * Plays the main job: a dispatcher moves a ticket, a provider takes the work order and does the work, the buyer approves. Prints what was
 * observed, in seconds since the ticket was moved.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('./sandbox-control.mjs').SandboxControl} control
 */
export async function playMainJob(page, control) {
  const { demo } = control.info;
  const ticket = await nextTicket(control);
  const before = (await control.journal()).at(-1)?.seq ?? 0;
  const journal = new Journal(control, before);
  say(`\nTicket ${ticket.id}, ${ticket.company.name}: ${ticket.summary}`);

  await control.act('dispatcher', 'move-ticket', { ticketId: ticket.id });
  const moved = await journal.wait('the dispatcher moves the ticket', before, (entry) => entry.did === 'moveTicket');
  const tell = (at, text) => say(`  +${((at - moved.at) / 1000).toFixed(1).padStart(5)} s  ${text}`);
  tell(moved.at, `${moved.member} moved ticket ${ticket.id} to ${demo.triggerStatusName}`);

  const callback = await journal.wait(
    'ConnectWise delivers its callback',
    moved.seq,
    (entry) => entry.kind === 'delivery' && entry.vendor === 'connectwise' && entry.recordId === ticket.id,
  );
  tell(callback.at, `callback received, answered ${callback.status} in ${callback.durationMs} ms`);
  const verified = await logLine(page, ticket.id, moved.at, (line) => line.kind.startsWith('callback'));
  tell(verified.at, `log: ${verified.message}`);

  const created = await journal.wait(
    'Field Nation has the work order',
    moved.seq,
    (entry) => entry.kind === 'event' && entry.name === 'workorder.created',
  );
  const workOrderId = created.workOrderId;
  const draft = await onlyWorkOrder(control, workOrderId, ticket.id);
  tell(created.at, `work order ${workOrderId} created`);

  /** One act of a person at Field Nation, and what came of it on the ticket when a status is expected. */
  const scene = async (who, verb, text, { ticketStatus = null, with: input = {} } = {}) => {
    const from = journal.last;
    await control.act(who, verb, { workOrderId, ...input });
    const seen = await journal.wait(`${who}: ${verb}`, from, (entry) => entry.workOrderId === workOrderId);
    tell(seen.at, text);
    if (ticketStatus !== null) await statusReaches(ticketStatus, from);
  };

  const statusReaches = async (name, from) => {
    const path = new RegExp(`/service/tickets/${ticket.id}$`);
    await until(`ticket ${ticket.id} reaches ${name}`, async () =>
      (await control.ticket(ticket.id)).status.name === name ? true : null,
    );
    const write = await journal.wait(
      'the write to the ticket',
      from,
      (entry) =>
        entry.vendor === 'connectwise' && entry.method === 'PATCH' && path.test(entry.path) && entry.status === 200,
    );
    tell(write.at, `ticket ${ticket.id} set to ${name}`);
  };

  await statusReaches('Dispatched', moved.seq);
  await scene('buyer', 'edit', 'coordinator added what providers must know', {
    with: { changes: visit(draft, moved.at) },
  });
  await scene('buyer', 'publish', `work order ${workOrderId} published`);
  await scene('provider', 'accept', 'provider accepted, work order assigned', { ticketStatus: 'Scheduled' });
  await scene('provider', 'check-in', 'provider checked in on site');
  await scene('provider', 'upload-photo', 'provider uploaded a photo');
  await scene('provider', 'check-out', 'provider checked out');
  await scene('provider', 'mark-done', 'provider marked the work done', { ticketStatus: 'Work complete' });
  await scene('buyer', 'approve', `work order ${workOrderId} approved`, { ticketStatus: 'Completed' });

  const lines = await appLog(page, ticket.id);
  say(`  The app's log holds ${lines.length} lines about ticket ${ticket.id}; the newest: ${lines[0]?.message}`);
  if (lines.some((line) => line.result === 'error')) throw new Stop(`the log shows an error for ticket ${ticket.id}`);
  return { ticketId: ticket.id, workOrderId };
}

/** What a coordinator adds to a draft before providers can see it: type of work, pay, and tomorrow unless the ticket said when. */
function visit(draft, now) {
  const start = `${new Date(now + 24 * 3600 * 1000).toISOString().slice(0, 10)} 15:00:00`;
  return {
    types_of_work: [{ id: 62, isPrimary: true }],
    ...(draft.schedule === null ? { schedule: { service_window: { mode: 'exact', start: { utc: start } } } } : {}),
    pay: { type: 'hourly', base: { amount: 45, units: 2 } },
  };
}

/** The one work order of a ticket; the demo stops when there is none, another, or more than one. */
async function onlyWorkOrder(control, workOrderId, ticketId) {
  const all = await control.workOrders();
  const ours = all.filter((one) => JSON.stringify(one).includes(`ticket ${ticketId},`));
  if (ours.length !== 1 || ours[0].id !== workOrderId) {
    throw new Stop(`ticket ${ticketId} should have one work order, but there are ${ours.length}`);
  }
  return ours[0];
}

/** The app's own log about a ticket, newest first, as its window would read it. */
function appLog(page, ticketId) {
  return page.evaluate(
    (id) => globalThis.dispatchBridge['log:page']({ filter: { ticketId: id }, before: null, limit: 200 }),
    ticketId,
  );
}

function logLine(page, ticketId, since, fits) {
  return until(`the log mentions ticket ${ticketId}`, async () => {
    const lines = await appLog(page, ticketId);
    return lines.find((line) => line.at >= since && fits(line)) ?? null;
  });
}
