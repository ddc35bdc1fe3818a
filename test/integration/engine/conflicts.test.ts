import { afterEach, describe, expect, it } from 'vitest';
import type { MappingRule } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* Both sides change the same field. Nothing is lost and nothing decided by accident: a person sees both values, or the rule says who wins. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

interface Ids {
  readonly ticketId: number;
  readonly workOrderId: number;
}

const workOrderOf = (ticketId: number) =>
  bridge.sandbox.workOrders().find((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
const titleOf = ({ ticketId }: Ids) => workOrderOf(ticketId)?.title;
const summaryOf = ({ ticketId }: Ids) => bridge.sandbox.ticket(ticketId)?.summary;
const conflicts = () => bridge.engine.problems.conflicts();

async function dispatched(onConflict: MappingRule['onConflict'] = 'ask'): Promise<Ids> {
  bridge = await startBridge();
  const { mapping } = await bridge.engine.mapping();
  const rules = mapping.rules.map((rule) => (rule.target === 'title' ? { ...rule, onConflict } : rule));
  await bridge.engine.saveMapping({ ...mapping, rules }, 'test');
  const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  await bridge.clock.advance(120_000);
  return { ticketId, workOrderId: workOrderOf(ticketId)?.id ?? 0 };
}

/** Both sides rename while the app hears nothing; the dispatcher `gapMs` after the buyer. */
async function bothRename(ids: Ids, gapMs = 0): Promise<void> {
  const { sandbox, clock, engine } = bridge;
  await bridge.during(engine.pause(null));
  sandbox.people.buyer.edit({ workOrderId: ids.workOrderId, changes: { title: 'Named by the buyer' } });
  if (gapMs > 0) await clock.advance(gapMs);
  sandbox.people.dispatcher.editTicket({ ticketId: ids.ticketId, changes: { summary: 'Named by the dispatcher' } });
  await bridge.during(engine.resume());
}

describe('a field both sides changed', () => {
  it('waits in the conflicts list with both values, and both stay as they are', async () => {
    const ids = await dispatched();
    await bothRename(ids);
    await bridge.until('a conflict', async () => (await conflicts()).length === 1);
    expect((await conflicts())[0]).toMatchObject({
      ticketId: ids.ticketId,
      workOrderId: ids.workOrderId,
      label: 'Title',
      ticketValue: 'Named by the dispatcher',
      workOrderValue: 'Named by the buyer',
      choice: null,
    });
    await bridge.clock.advance(300_000);
    expect([summaryOf(ids), titleOf(ids)]).toEqual(['Named by the dispatcher', 'Named by the buyer']);
    expect(await bridge.engine.attention()).toEqual([]);
    const lines = (await bridge.messages()).filter((line) => line.includes('Both sides changed'));
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['connectwise', 'Named by the dispatcher'],
    ['fieldnation', 'Named by the buyer'],
  ] as const)('follows the choice of a person: %s', async (choice, title) => {
    const ids = await dispatched();
    await bothRename(ids);
    await bridge.until('a conflict', async () => (await conflicts()).length === 1);
    await bridge.engine.problems.resolveConflict((await conflicts())[0]?.id ?? 0, choice);
    await bridge.until('settled', async () => (await conflicts()).length === 0);
    expect([summaryOf(ids), titleOf(ids)]).toEqual(['Named by the dispatcher', title]);
    await bridge.clock.advance(300_000);
    expect(await conflicts()).toEqual([]);
    // The next change of the source alone is carried over as ever.
    bridge.sandbox.people.dispatcher.editTicket({ ticketId: ids.ticketId, changes: { summary: 'Named again' } });
    await bridge.until('the new title', () => titleOf(ids) === 'Named again');
  });

  it('does not act on a choice when a value changed after the person looked', async () => {
    const ids = await dispatched();
    await bothRename(ids);
    await bridge.until('a conflict', async () => (await conflicts()).length === 1);
    const id = (await conflicts())[0]?.id ?? 0;
    bridge.sandbox.people.buyer.edit({ workOrderId: ids.workOrderId, changes: { title: 'Renamed meanwhile' } });
    await bridge.engine.problems.resolveConflict(id, 'connectwise');
    await bridge.until(
      'the new value in the list',
      async () => (await conflicts())[0]?.workOrderValue === 'Renamed meanwhile',
    );
    expect(titleOf(ids)).toBe('Renamed meanwhile');
    expect((await conflicts())[0]?.choice).toBeNull();
  });

  it('goes to the side the rule names', async () => {
    const ids = await dispatched('fieldnation');
    await bothRename(ids);
    await bridge.clock.advance(180_000);
    expect([titleOf(ids), (await conflicts()).length]).toEqual(['Named by the buyer', 0]);
  });

  it('is asked about when last write cannot tell: the work order shows no time of its own', async () => {
    const ids = await dispatched('last-write');
    await bothRename(ids, 600_000);
    await bridge.until('a conflict', async () => (await conflicts()).length === 1);
    const [conflict] = await conflicts();
    expect(conflict?.workOrderChange?.source).toBe('between-reads');
    expect(conflict?.workOrderChange?.by).toBe('');
    expect(conflict?.workOrderChange?.from).toBeLessThan(conflict?.workOrderChange?.to ?? 0);
    expect(titleOf(ids)).toBe('Named by the buyer');
  });
});

describe('two records that were linked by hand with the values of one side', () => {
  it('answer only for the fields of that day: a rule added later asks as it says', async () => {
    bridge = await startBridge();
    const { sandbox, engine } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[2] ?? 0;
    const { id: workOrderId } = sandbox.people.buyer.create({ body: { title: 'Made by hand' } });
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { poNumber: 'PO-1' } });
    const linkId = await bridge.during(engine.pairs.linkRecords({ ticketId, workOrderId, give: 'fieldnation' }));
    await bridge.until('the title', () => sandbox.ticket(ticketId)?.externalXRef === `FN-${workOrderId}`);
    await bridge.clock.advance(5_000);
    const { mapping } = await engine.mapping();
    const rule: MappingRule = {
      id: 'purchase-order',
      direction: 'outbound',
      action: 'SYNC',
      source: 'title',
      target: 'poNumber',
      when: 'always',
      onMissing: 'skip',
      onConflict: 'ask',
    };
    await engine.saveMapping({ ...mapping, rules: [...mapping.rules, rule] }, 'test');
    await engine.syncNow(linkId);
    await bridge.until('a question', async () => (await conflicts()).length === 1);
    expect(sandbox.ticket(ticketId)?.poNumber).toBe('PO-1');
  });
});

describe('a field that the settings keep elsewhere from now on', () => {
  it('is filled there on linked tickets too', async () => {
    const { ticketId, workOrderId } = await dispatched();
    const { sandbox, engine } = bridge;
    const [link] = await engine.searchLinks(String(workOrderId), 1);
    const keepNameIn = (providerNameField: string) =>
      engine.saveConfig((config) => ({
        ...config,
        sync: { ...config.sync, outbound: { ...config.sync.outbound, providerNameField } },
      }));
    await keepNameIn('poNumber');
    sandbox.people.buyer.assign({ workOrderId });
    const field = (name: string) => String(sandbox.ticket(ticketId)?.[name] ?? '');
    await bridge.until('the name', () => field('poNumber') !== '');
    await keepNameIn('contactPhoneExtension');
    await engine.syncNow(link?.id);
    await bridge.until('the name elsewhere', () => field('contactPhoneExtension') === field('poNumber'));
  });

  it.each([
    ['moved on', 'Named once more'],
    ['was put back', 'Replace failed access point in lobby'],
  ])('is none when the work order holds our own write whose answer was lost, and the ticket %s', async (_, summary) => {
    const ids = await dispatched();
    const { sandbox, clock } = bridge;
    // Every answer of the write is lost until the run gives up.
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'PUT', kind: 'drop-after-commit', times: 1 });
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'GET', kind: '500', times: 3 });
    sandbox.people.dispatcher.editTicket({ ticketId: ids.ticketId, changes: { summary: 'Named by the dispatcher' } });
    await bridge.until('our write', () => titleOf(ids) === 'Named by the dispatcher');
    sandbox.people.dispatcher.editTicket({ ticketId: ids.ticketId, changes: { summary } });
    await bridge.until('the newest name', () => titleOf(ids) === summary, 300_000);
    await clock.advance(120_000);
    expect(await conflicts()).toEqual([]);
    expect([summaryOf(ids), titleOf(ids)]).toEqual([summary, summary]);
  });
});
