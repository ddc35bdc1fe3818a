import { afterEach, describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* ConnectWise keeps numbers as numbers, Field Nation keeps the value of every custom field as text. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

/** The numeric custom field of a work order. */
const assetCount = 130;
/** A text that the provider fills. */
const serial = 136;

const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
const dropsField = () => {
  const fields = (bridge.sandbox.ticket(ticketId())?.customFields ?? []) as readonly {
    readonly id: number;
    readonly caption: string;
    readonly value?: unknown;
  }[];
  return fields.find((field) => field.caption === 'Cable Drops');
};
const workOrders = () => bridge.sandbox.workOrders().filter((one) => one.descriptionHtml.includes(`-${ticketId()}-`));
const counted = () => workOrders()[0]?.customFields[assetCount];
const linked = () =>
  bridge.until('linked', () => bridge.sandbox.ticket(ticketId())?.externalXRef !== undefined, 300_000);
const setDrops = (value: number) =>
  bridge.sandbox.people.technician.setCustomField({ ticketId: ticketId(), caption: 'Cable Drops', value });

/** Nobody is asked anything. */
async function noQuestions(): Promise<void> {
  await bridge.clock.advance(120_000);
  expect(await bridge.engine.problems.conflicts()).toEqual([]);
  expect(await bridge.engine.attention()).toEqual([]);
}

/** Starts with one rule between the numeric field of the ticket and a custom field of the work order. */
async function starts(direction: 'inbound' | 'outbound', workOrderField: number): Promise<void> {
  bridge = await startBridge();
  const { mapping } = await bridge.engine.mapping();
  const sides = [`customFields.${dropsField()?.id}`, `custom_fields.${workOrderField}`];
  const [source, target] = direction === 'inbound' ? sides : sides.reverse();
  const rule = { id: 'drops', action: 'SYNC', onMissing: 'skip', when: 'always', onConflict: 'ask' };
  const rules = [...mapping.rules, { ...rule, direction, source, target }];
  await bridge.engine.saveMapping(mappingSchema.parse({ ...mapping, rules }), 'somebody');
}

describe('a number that Field Nation keeps as text', () => {
  it('is known as our own write when its answer was lost', async () => {
    await starts('inbound', assetCount);
    const { sandbox } = bridge;
    sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
    await linked();
    await bridge.clock.advance(10_000);
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'PUT', kind: 'drop-after-commit', times: 1 });
    setDrops(274);
    await bridge.until('our write', () => counted() === '274');
    await noQuestions();
  });

  it('is known as our own write when the ticket moved on meanwhile', async () => {
    await starts('inbound', assetCount);
    const { sandbox } = bridge;
    sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
    await linked();
    await bridge.clock.advance(10_000);
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'PUT', kind: 'drop-after-commit', times: 1 });
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'GET', kind: '500', times: 3 });
    setDrops(274);
    await bridge.until('our write', () => counted() === '274');
    setDrops(275);
    await bridge.until('the newest number', () => counted() === '275', 300_000);
    await noQuestions();
  });

  it('is what a work order was given although the answer of its create was lost', async () => {
    await starts('inbound', assetCount);
    const { sandbox } = bridge;
    setDrops(36);
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: 'drop-after-commit',
    });
    sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
    await bridge.until('sent', () => counted() === '36');
    setDrops(274);
    await linked();
    await noQuestions();
    expect([workOrders().length, counted()]).toEqual([1, '274']);
  });
});

describe('a text that ConnectWise keeps as a number', () => {
  it('is what the ticket holds then', async () => {
    await starts('outbound', serial);
    const { sandbox } = bridge;
    sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
    await linked();
    const id = workOrders()[0]?.id ?? 0;
    sandbox.people.buyer.assign({ workOrderId: id, providerId: 70111 });
    sandbox.people.provider.setCustomField({ workOrderId: id, field: serial, value: '12.00' });
    await bridge.until('the number', () => dropsField()?.value === 12, 300_000);
    await noQuestions();
  });
});
