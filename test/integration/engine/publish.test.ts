import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const dueDate = '2026-12-01T15:00:00Z';
const givenAtCreation: Config['create'] = {
  publish: true,
  typeOfWork: { id: 63, name: 'Networking' },
  pay: { type: 'hourly', amount: 55, units: 2 },
};

async function startPublishing(create: Config['create'] = givenAtCreation, limits: Partial<Config['limits']> = {}) {
  bridge = await startBridge({ limits, config: (config) => ({ ...config, create }) });
  return bridge;
}

function ticketIds(): readonly [number, number] {
  const [first = 0, second = 0] = bridge.sandbox.info.demo.ticketIds;
  return [first, second];
}

function workOrderOf(ticketId: number) {
  const [workOrder] = bridge.sandbox
    .workOrders()
    .filter((candidate) => candidate.descriptionHtml.includes(`-${ticketId}-`));
  if (workOrder === undefined) throw new Error(`Ticket ${ticketId} has no work order`);
  return workOrder;
}

function ticketStatus(ticketId: number): string {
  return (bridge.sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name ?? '';
}

/** Moves the ticket to the trigger status, with or without a due date. */
async function dispatched(ticketId: number, requiredDate: string | null = dueDate): Promise<void> {
  bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { requiredDate } });
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
}

const attention = (cause: string) => async () => (await bridge.engine.attention()).some((item) => item.cause === cause);
const refused = attention('fieldnation.publish-refused');

function requests(method: string, path: RegExp): number {
  return bridge.sandbox
    .journal()
    .filter((entry) => entry.kind === 'request' && entry.method === method && path.test(String(entry.path))).length;
}

describe('publishing a new work order', () => {
  it('happens when asked for, with the type of work and pay of the configuration', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await dispatched(ticketId);
    await bridge.until('published', () => workOrderOf(ticketId).status === 'published');
    await bridge.until('the ticket follows', () => ticketStatus(ticketId) === 'Dispatched');
    expect(workOrderOf(ticketId)).toMatchObject({
      typesOfWork: [{ id: 63, isPrimary: true }],
      pay: { type: 'hourly', base: { amount: 55, units: 2 } },
    });
    await bridge.clock.advance(300_000);
    expect(requests('POST', /\/publish$/)).toBe(1);
    expect(requests('PUT', /\/workorders\/\d+$/)).toBe(0);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('is shown in the plan beforehand, the type of work by its name', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await bridge.engine.pause(null);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    const plan = await bridge.during(bridge.engine.plan());
    const changes = plan.find((row) => row.ticketId === ticketId)?.changes ?? [];
    const given = changes.filter(({ target }) => /^(pay|types_of_work)/.test(target));
    expect(given.map(({ label, value }) => [label, value])).toEqual([
      ['Type of work', 'Networking'],
      ['Pay type', 'hourly'],
      ['Pay', 55],
      ['Hours or units', 2],
    ]);
  });

  it('does not happen unless asked for', async () => {
    await startPublishing({ ...givenAtCreation, publish: false });
    const [ticketId] = ticketIds();
    await dispatched(ticketId);
    await bridge.engine.saveConfig((config) => ({ ...config, create: { ...config.create, publish: true } }));
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Another summary' } });
    await bridge.until('in step', () => workOrderOf(ticketId).title === 'Another summary');
    await bridge.clock.advance(120_000);
    expect(workOrderOf(ticketId).status).toBe('draft');
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('is held above the limit, and goes out once approved', async () => {
    await startPublishing(givenAtCreation, { publishesPerTenMinutes: 1 });
    const both = ticketIds();
    for (const ticketId of both) await dispatched(ticketId);
    await bridge.until('one held', attention('guard.bulk-publish'));
    const statuses = () => both.map((ticketId) => workOrderOf(ticketId).status).sort();
    expect(statuses()).toEqual(['draft', 'published']);
    const [held] = await bridge.engine.attention();
    expect(held).toMatchObject({ state: 'held', workOrderId: expect.any(Number) });
    await bridge.engine.approve([held?.jobId ?? 0]);
    await bridge.until('both published', () => statuses().join() === 'published,published');
    await bridge.until('nothing left to do', async () => (await bridge.engine.attention()).length === 0);
  });

  it('waits for the approval even when the ten minutes are over and the ticket changes', async () => {
    await startPublishing(givenAtCreation, { publishesPerTenMinutes: 1 });
    const [first, second] = ticketIds();
    await dispatched(first);
    await bridge.until('published', () => workOrderOf(first).status === 'published');
    await dispatched(second);
    await bridge.until('held', attention('guard.bulk-publish'));
    await bridge.clock.advance(700_000);
    bridge.sandbox.people.dispatcher.editTicket({ ticketId: second, changes: { summary: 'Another summary' } });
    await bridge.until('in step', () => workOrderOf(second).title === 'Another summary');
    await bridge.clock.advance(5_000);
    expect(workOrderOf(second).status).toBe('draft');
    const waiting = await bridge.engine.attention();
    expect(waiting.map((item) => item.cause)).toEqual(['guard.bulk-publish']);
    await bridge.engine.approve(waiting.map((item) => item.jobId));
    await bridge.until('published', () => workOrderOf(second).status === 'published');
  });

  it('is tried again after an answer that was lost, and not sent twice when it had worked', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    bridge.sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/publish$',
      kind: 'drop-after-commit',
    });
    await dispatched(ticketId);
    await bridge.until('open', () => bridge.engine.status().links.open === 1);
    await bridge.clock.advance(120_000);
    expect(workOrderOf(ticketId).status).toBe('published');
    expect(requests('POST', /\/publish$/)).toBe(1);
  });
});

describe('a publish that Field Nation refuses', () => {
  it('leaves a settled link and says what is missing, where, and what to do', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await dispatched(ticketId, null);
    await bridge.until('attention', refused);
    const { id } = workOrderOf(ticketId);
    const [item] = await bridge.engine.attention();
    expect(item).toMatchObject({ state: 'dead', ticketId, workOrderId: id });
    expect(item?.error.message).toBe(
      `Work order ${id} of ticket ${ticketId} is still a draft: Field Nation publishes no work order without a schedule. Set the due date of ticket ${ticketId} in ConnectWise, then retry; or publish work order ${id} by hand in Field Nation.`,
    );
    expect(bridge.engine.status().links).toMatchObject({ open: 1, creating: 0 });
  });

  it('goes out by itself once the due date is set', async () => {
    await startPublishing(givenAtCreation, { publishesPerTenMinutes: 1 });
    const [ticketId] = ticketIds();
    await dispatched(ticketId, null);
    await bridge.until('attention', refused);
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { requiredDate: dueDate } });
    await bridge.until('published', () => workOrderOf(ticketId).status === 'published');
    await bridge.until('the ticket follows', () => ticketStatus(ticketId) === 'Dispatched');
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('goes out on retry when the news of the due date was lost', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await dispatched(ticketId, null);
    await bridge.until('attention', refused);
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 100 });
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { requiredDate: dueDate } });
    await bridge.clock.advance(5_000);
    expect(workOrderOf(ticketId).status).toBe('draft');
    await bridge.engine.retry((await bridge.engine.attention()).map((item) => item.jobId));
    await bridge.until('published', () => workOrderOf(ticketId).status === 'published');
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('is not asked for again by its own echoes and polls, but is when a person retries', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await dispatched(ticketId, null);
    await bridge.until('attention', refused);
    await bridge.clock.advance(120_000);
    expect(requests('POST', /\/publish$/)).toBe(1);
    const told = async () => (await bridge.messages()).filter((message) => message.includes('is still a draft')).length;
    expect(await told()).toBe(1);
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'Called the site', tab: 'internal' });
    await bridge.clock.advance(300_000);
    expect(requests('POST', /\/publish$/)).toBe(1);
    await bridge.engine.retry((await bridge.engine.attention()).map((item) => item.jobId));
    await bridge.until('refused again', async () => requests('POST', /\/publish$/) === 2 && (await refused()));
    expect(await bridge.engine.attention()).toHaveLength(1);
    expect(await told()).toBe(2);
  });

  it('names what the configuration did not give', async () => {
    await startPublishing({ publish: true, typeOfWork: null, pay: null });
    const [ticketId] = ticketIds();
    await dispatched(ticketId);
    await bridge.until('attention', refused);
    const { id } = workOrderOf(ticketId);
    const [item] = await bridge.engine.attention();
    expect(item?.error.message).toContain(`without a type of work and pay. Enter the type of work of work order ${id}`);
    expect(item?.error.action).toEqual({ do: 'open-setup', step: 'trigger' });
  });

  it('needs nobody any more once the work order was published by hand', async () => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await dispatched(ticketId, null);
    await bridge.until('attention', refused);
    const { id: workOrderId } = workOrderOf(ticketId);
    const { buyer } = bridge.sandbox.people;
    const service_window = { mode: 'exact', start: { utc: '2026-12-01 15:00:00' } };
    buyer.edit({ workOrderId, changes: { schedule: { service_window } } });
    buyer.publish({ workOrderId });
    await bridge.until('nothing left to do', async () => (await bridge.engine.attention()).length === 0);
    expect(requests('POST', /\/publish$/)).toBe(1);
    expect(ticketStatus(ticketId)).toBe('Dispatched');
  });
});

describe('a work order that a person took back to draft', () => {
  it.each([false, true])('stays a draft, with a restart in between: %s', async (restarts) => {
    await startPublishing();
    const [ticketId] = ticketIds();
    await dispatched(ticketId);
    await bridge.until('published', () => ticketStatus(ticketId) === 'Dispatched');
    bridge.sandbox.people.buyer.unpublish({ workOrderId: workOrderOf(ticketId).id });
    if (restarts) await bridge.restart();
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Another summary' } });
    await bridge.until('in step', () => workOrderOf(ticketId).title === 'Another summary');
    await bridge.clock.advance(180_000);
    expect(workOrderOf(ticketId).status).toBe('draft');
    expect(requests('POST', /\/publish$/)).toBe(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});
