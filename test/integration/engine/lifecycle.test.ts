import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* What becomes of a pair: merged, converted, sent again, unlinked, linked by hand, made the other way round. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

type Changes = (config: Config) => Config;
const withSync =
  (sync: Partial<Config['sync']>): Changes =>
  (config) => ({ ...config, sync: { ...config.sync, ...sync } });

const workOrdersOf = (ticketId: number) =>
  bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
const ticketStatus = (ticketId: number) =>
  (bridge.sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name ?? '';
const linkOf = async (text: number | string) => (await bridge.engine.searchLinks(String(text), 10))[0];
const causes = async () => (await bridge.engine.attention()).map((item) => item.cause);

async function dispatched(config?: Changes) {
  bridge = await startBridge(config === undefined ? {} : { config });
  const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  await bridge.clock.advance(5_000);
  return { ticketId, workOrderId: workOrdersOf(ticketId)[0]?.id ?? 0 };
}

describe('a ticket that is sent again after its work order was over', () => {
  async function again(config?: Changes) {
    const ids = await dispatched(config);
    bridge.sandbox.people.buyer.cancel({ workOrderId: ids.workOrderId });
    await bridge.clock.advance(130_000);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ids.ticketId, statusId: openStatus() });
    await bridge.clock.advance(70_000);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ids.ticketId });
    return ids;
  }
  const openStatus = () => {
    const other = bridge.engine.config().statusMap.find((entry) => entry.ticketStatusName === 'Dispatched');
    return other?.ticketStatusId ?? 0;
  };

  it('asks a person, and on approval opens the next link with a work order of its own', async () => {
    const { ticketId, workOrderId } = await again();
    await bridge.until('a question', async () => (await causes()).includes('ticket.revisit'));
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    await bridge.engine.approve((await bridge.engine.attention()).map((item) => item.jobId));
    await bridge.until('a second work order', () => workOrdersOf(ticketId).length === 2);
    const second = workOrdersOf(ticketId).find((one) => one.id !== workOrderId);
    await bridge.until('its reference', () => bridge.sandbox.ticket(ticketId)?.externalXRef === `FN-${second?.id}`);
    await bridge.clock.advance(300_000);
    expect(workOrdersOf(ticketId)).toHaveLength(2);
    expect(await causes()).toEqual([]);
  });

  it('is left with its old work order once a person discarded the question, until it enters again', async () => {
    const { ticketId } = await again();
    await bridge.until('a question', async () => (await causes()).includes('ticket.revisit'));
    await bridge.engine.discard((await bridge.engine.attention())[0]?.jobId ?? 0, 'no further visit');
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Saved once more' } });
    await bridge.clock.advance(300_000);
    expect(await causes()).toEqual([]);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId, statusId: openStatus() });
    await bridge.clock.advance(130_000);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('asked again', async () => (await causes()).includes('ticket.revisit'), 300_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
  });

  it('is sent at once where the settings say so, once', async () => {
    const { ticketId } = await again(withSync({ revisits: 'create' }));
    await bridge.until('a second work order', () => workOrdersOf(ticketId).length === 2);
    await bridge.clock.advance(300_000);
    expect(workOrdersOf(ticketId)).toHaveLength(2);
  });

  it.each([
    ['waits for an answer', 'ask'],
    ['goes to history', 'create'],
  ] as const)('is still told what was said on its old work order before that %s', async (_, revisits) => {
    const ids = await dispatched((config) => ({
      ...config,
      sync: { ...config.sync, revisits, notes: { ...config.sync.notes, toTicket: 'public' } },
    }));
    const { people } = bridge.sandbox;
    people.buyer.assign({ workOrderId: ids.workOrderId, providerId: 70111 });
    await bridge.clock.advance(130_000);
    people.buyer.cancel({ workOrderId: ids.workOrderId });
    await bridge.clock.advance(130_000);
    people.dispatcher.moveTicket({ ticketId: ids.ticketId, statusId: openStatus() });
    await bridge.clock.advance(70_000);
    await bridge.during(bridge.engine.pause(null));
    people.provider.message({ workOrderId: ids.workOrderId, text: 'The key is under the mat' });
    people.dispatcher.moveTicket({ ticketId: ids.ticketId });
    await bridge.during(bridge.engine.resume());
    await bridge.clock.advance(300_000);
    const notes = bridge.sandbox
      .ticketParts(ids.ticketId)
      .notes.filter((note) => String(note.text).includes('the mat'));
    expect(notes).toHaveLength(1);
    expect(await causes()).toEqual(revisits === 'ask' ? ['ticket.revisit'] : []);
    expect(workOrdersOf(ids.ticketId)).toHaveLength(revisits === 'ask' ? 1 : 2);
  });

  it('stays with its old work order where revisits are off', async () => {
    const { ticketId } = await again(withSync({ revisits: 'off' }));
    await bridge.clock.advance(300_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    expect(await causes()).toEqual([]);
  });
});

describe('a linked ticket', () => {
  it('that is merged into another one takes its work order along, which keeps its content', async () => {
    const { ticketId, workOrderId } = await dispatched();
    const parent = bridge.sandbox.info.demo.ticketIds[1] ?? 0;
    const title = workOrdersOf(ticketId)[0]?.title;
    bridge.sandbox.people.dispatcher.mergeTickets({ ticketId: parent, mergeTicketIds: [ticketId] });
    await bridge.until('the link follows', async () => (await linkOf(workOrderId))?.ticketId === parent, 180_000);
    bridge.sandbox.people.buyer.assign({ workOrderId });
    await bridge.until('the parent is told', () => ticketStatus(parent) === 'Scheduled', 180_000);
    expect(bridge.sandbox.workOrders().find((one) => one.id === workOrderId)?.title).toBe(title);
    expect(bridge.sandbox.ticket(parent)?.externalXRef).toBe(`FN-${workOrderId}`);
    expect(await causes()).toEqual([]);
  });

  it('that is merged into another one leaves what was said there before where it is, and carries over what is said from then on', async () => {
    const { ticketId, workOrderId } = await dispatched((config) => ({
      ...config,
      sync: { ...config.sync, notes: { ...config.sync.notes, toWorkOrder: 'both' } },
    }));
    const parent = bridge.sandbox.info.demo.ticketIds[1] ?? 0;
    const { people } = bridge.sandbox;
    people.buyer.assign({ workOrderId });
    people.technician.addNote({ ticketId: parent, text: 'Said about something else', tab: 'internal' });
    people.technician.addNote({ ticketId: parent, text: 'Said to another customer', tab: 'discussion' });
    await bridge.clock.advance(60_000);
    people.dispatcher.mergeTickets({ ticketId: parent, mergeTicketIds: [ticketId] });
    await bridge.until('the link follows', async () => (await linkOf(workOrderId))?.ticketId === parent, 180_000);
    await bridge.clock.advance(5_000);
    people.technician.addNote({ ticketId: parent, text: 'Said after the merge', tab: 'internal' });
    const said = () =>
      (bridge.sandbox.workOrders().find((one) => one.id === workOrderId)?.messages ?? []).map((one) => one.text);
    await bridge.until('the new note', () => said().some((text) => text.includes('Said after')), 1_200_000);
    expect(said()).toHaveLength(1);
  });

  it('that is converted to a project ticket waits for a person; the work order is left alone', async () => {
    const { ticketId, workOrderId } = await dispatched();
    const before = JSON.stringify(bridge.sandbox.workOrders().find((one) => one.id === workOrderId));
    bridge.sandbox.people.dispatcher.convertTicket({ ticketId });
    await bridge.until(
      'a question',
      async () => (await causes()).some((cause) => cause === 'record.gone' || cause === 'ticket.converted'),
      1_800_000,
    );
    expect(JSON.stringify(bridge.sandbox.workOrders().find((one) => one.id === workOrderId))).toBe(before);
  });

  it('that is unlinked is left alone on both sides and not sent again, until it is linked again', async () => {
    const { ticketId, workOrderId } = await dispatched((config) => ({
      ...config,
      statusMap: config.statusMap.map((entry) =>
        entry.workOrderStatus === 'Draft' ? { ...entry, ticketStatusId: null } : entry,
      ),
    }));
    const link = await linkOf(ticketId);
    await bridge.engine.pairs.unlink(link?.id ?? 0, 'sent by mistake');
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Changed while unlinked' } });
    bridge.sandbox.people.buyer.assign({ workOrderId });
    await bridge.clock.advance(300_000);
    expect(workOrdersOf(ticketId).map((one) => one.title)).not.toContain('Changed while unlinked');
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    await bridge.engine.pairs.relink(link?.id ?? 0);
    await bridge.until('in step again', () => workOrdersOf(ticketId)[0]?.title === 'Changed while unlinked');
    await bridge.until('its status', () => ticketStatus(ticketId) === 'Scheduled');
  });
});

describe('by hand', () => {
  it('sends a ticket that is not in the trigger, once', async () => {
    bridge = await startBridge();
    const ticketId = bridge.sandbox.info.demo.ticketIds[2] ?? 0;
    await bridge.during(bridge.engine.pairs.sendTicket(ticketId));
    await bridge.until('a work order', () => workOrdersOf(ticketId).length === 1);
    await bridge.clock.advance(180_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    await expect(bridge.engine.pairs.sendTicket(ticketId)).rejects.toMatchObject({ code: 'link.exists' });
  });

  it.each(['connectwise', 'fieldnation'] as const)(
    'links two records that exist, with the values of %s',
    async (give) => {
      bridge = await startBridge();
      const ticketId = bridge.sandbox.info.demo.ticketIds[2] ?? 0;
      const { id: workOrderId } = bridge.sandbox.people.buyer.create({
        body: { title: 'Made by hand in Field Nation' },
      });
      await bridge.clock.advance(70_000);
      await bridge.during(bridge.engine.pairs.linkRecords({ ticketId, workOrderId, give }));
      await bridge.until('the reference', () => bridge.sandbox.ticket(ticketId)?.externalXRef === `FN-${workOrderId}`);
      await bridge.until('the reference on the work order', () =>
        workOrdersOf(ticketId).some((one) => one.id === workOrderId),
      );
      const title = bridge.sandbox.workOrders().find((one) => one.id === workOrderId)?.title;
      const summary = bridge.sandbox.ticket(ticketId)?.summary;
      expect(title).toBe(give === 'connectwise' ? summary : 'Made by hand in Field Nation');
      expect(await bridge.engine.problems.conflicts()).toEqual([]);
      bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Renamed later' } });
      await bridge.until('kept in step', () => workOrdersOf(ticketId)[0]?.title === 'Renamed later');
    },
  );

  it('lists every difference of two linked records when nobody said whose values count', async () => {
    bridge = await startBridge();
    const ticketId = bridge.sandbox.info.demo.ticketIds[2] ?? 0;
    const { id: workOrderId } = bridge.sandbox.people.buyer.create({ body: { title: 'Made by hand in Field Nation' } });
    await bridge.during(bridge.engine.pairs.linkRecords({ ticketId, workOrderId, give: null }));
    await bridge.until('conflicts', async () => (await bridge.engine.problems.conflicts()).length > 0);
    expect((await bridge.engine.problems.conflicts()).map((one) => one.label)).toContain('Title');
  });
});

describe('a work order without a ticket', () => {
  const creating: Changes = (config) =>
    withSync({
      outbound: {
        ...config.sync.outbound,
        createTickets: {
          ...config.sync.outbound.createTickets,
          on: true,
          boardId: config.trigger?.boardId ?? 0,
          statusId: config.statusMap.find((entry) => entry.ticketStatusName === 'Dispatched')?.ticketStatusId ?? 0,
          companyId: 251,
        },
      },
    })(config);
  const ticketsOf = (workOrderId: number) =>
    bridge.sandbox.tickets().filter((ticket) => ticket.externalXRef === `FN-${workOrderId}`);

  it('makes none while that is off', async () => {
    bridge = await startBridge();
    const { id } = bridge.sandbox.people.buyer.create({ body: { title: 'Nobody asked' } });
    await bridge.clock.advance(180_000);
    expect(ticketsOf(id)).toEqual([]);
  });

  it.each(['timeout-after-commit', 'drop-after-commit', '500', null] as const)(
    'makes one, once, with the id on both sides, when the create meets %s',
    async (kind) => {
      bridge = await startBridge({ config: creating });
      if (kind !== null)
        bridge.sandbox.addFault({
          vendor: 'connectwise',
          on: 'request',
          method: 'POST',
          path: '/service/tickets$',
          kind,
        });
      const { id } = bridge.sandbox.people.buyer.create({
        body: { title: 'Made in Field Nation', description: { html: '<p>Bring a ladder</p>' } },
      });
      await bridge.until('a ticket', () => ticketsOf(id).length === 1, 300_000);
      const ticketId = Number(ticketsOf(id)[0]?.id);
      await bridge.until(
        'the reference on the work order',
        () => workOrdersOf(ticketId).some((one) => one.id === id),
        300_000,
      );
      await bridge.clock.advance(300_000);
      expect(ticketsOf(id)).toHaveLength(1);
      expect(bridge.sandbox.ticket(ticketId)?.summary).toBe('Made in Field Nation');
      expect(bridge.sandbox.workOrders().find((one) => one.id === id)?.descriptionHtml).toContain('Bring a ladder');
    },
  );

  it('brings what was said and uploaded while its ticket could not be made yet, each once', async () => {
    bridge = await startBridge({ config: creating });
    const { buyer, provider } = bridge.sandbox.people;
    await bridge.during(bridge.engine.pause(3));
    const { id: workOrderId } = buyer.create({ body: { title: 'Made in Field Nation' } });
    buyer.assign({ workOrderId });
    await bridge.clock.advance(20_000);
    buyer.message({ workOrderId, text: 'Park behind the house', type: 'ASSIGNEDTECH' });
    provider.uploadFile({ workOrderId, name: 'site.jpg', size: 400 });
    await bridge.until('a ticket', () => ticketsOf(workOrderId).length === 1, 600_000);
    await bridge.clock.advance(300_000);
    const { notes, documents } = bridge.sandbox.ticketParts(Number(ticketsOf(workOrderId)[0]?.id));
    expect(notes.filter((note) => String(note.text).includes('Park behind the house'))).toHaveLength(1);
    expect(documents.filter((one) => String(one.title).startsWith('site.jpg'))).toHaveLength(1);
  });

  it('is found by polling when its webhook is lost, and makes one ticket', async () => {
    bridge = await startBridge({ config: creating });
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'delivery', kind: 'lose', times: 1000 });
    const { id } = bridge.sandbox.people.buyer.create({ body: { title: 'Unheard of' } });
    await bridge.until('a ticket', () => ticketsOf(id).length === 1, 300_000);
  });
});
