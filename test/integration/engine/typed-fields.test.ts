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
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'PUT', kind: 'timeout-after-commit', times: 1 });
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
  /** An assigned work order whose provider can write. */
  async function assigned(): Promise<(value: string) => void> {
    await starts('outbound', serial);
    const { people } = bridge.sandbox;
    people.dispatcher.moveTicket({ ticketId: ticketId() });
    await linked();
    const workOrderId = workOrders()[0]?.id ?? 0;
    people.buyer.assign({ workOrderId, providerId: 70111 });
    await bridge.clock.advance(60_000);
    return (value) => void people.provider.setCustomField({ workOrderId, field: serial, value });
  }

  it('is what the ticket holds then', async () => {
    const provides = await assigned();
    provides('12.00');
    await bridge.until('the number', () => dropsField()?.value === 12, 300_000);
    await noQuestions();
  });

  it('is known as our own write when its answer was lost and the work order moved on meanwhile', async () => {
    const provides = await assigned();
    const { sandbox } = bridge;
    sandbox.addFault({ vendor: 'connectwise', on: 'request', method: 'PATCH', kind: 'timeout-after-commit', times: 1 });
    provides('12.50');
    await bridge.until('our write', () => dropsField()?.value === 12.5, 300_000);
    provides('13.00');
    await bridge.until('the newest number', () => dropsField()?.value === 13, 300_000);
    await noQuestions();
  });
});
