import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* Field Nation's Integration Broker and this workstation on one board: one of them makes the work orders, never both. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const triggerUrl = 'https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=secret-of-ours-77&external_id=';
const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
const workOrders = () =>
  bridge.sandbox.workOrders().filter((one) => one.descriptionHtml.includes(`-${ticketId()}-`)).length;
const logged = async (text: string) => (await bridge.messages()).some((message) => message.includes(text));

async function withBroker(level: 'board' | 'status'): Promise<number> {
  bridge = await startBridge({ begin: false });
  const { boardId, triggerStatusId } = bridge.sandbox.info.demo;
  const { id } = bridge.sandbox.callbacks.addCallback({
    url: triggerUrl,
    type: 'ticket',
    level,
    objectId: level === 'board' ? boardId : triggerStatusId,
    description: 'Field Nation dispatch',
  });
  await bridge.during(bridge.engine.begin([], { takeOver: false }));
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
  return id;
}

const choose = (createdBy: 'workstation' | 'broker') =>
  bridge.during(
    bridge.engine.saveConfig((config) => ({
      ...config,
      intake: { ...config.intake, brokerBoards: [{ boardId: bridge.sandbox.info.demo.boardId, createdBy }] },
    })),
  );

describe('a board whose tickets a callback gives to the Integration Broker', () => {
  it.each(['board', 'status'] as const)(
    'by its %s makes no work order here until a person chose, and then does',
    async (level) => {
      const id = await withBroker(level);
      await bridge.until('the reason', () => logged(`Ticket ${ticketId()} was not sent: callback ${id}`));
      await bridge.clock.advance(180_000);
      expect(workOrders()).toBe(0);
      expect(await logged(`attention No ticket is sent from here: callback ${id}`)).toBe(true);
      expect((await bridge.messages()).join('\n')).not.toContain('secret-of-ours');
      await choose('workstation');
      await bridge.until('its work order', () => workOrders() === 1, 180_000);
    },
  );

  it('is left to it once that was chosen, also when its callback cannot be seen', async () => {
    await withBroker('board');
    await choose('broker');
    bridge.sandbox.people.dispatcher.editTicket({ ticketId: ticketId(), changes: { summary: 'Printer on fire' } });
    await bridge.until('the reason', () => logged('are left to Field Nation'));
    await bridge.clock.advance(180_000);
    expect(workOrders()).toBe(0);
  });

  it('is sent from here again when the callback is switched off', async () => {
    const id = await withBroker('board');
    await bridge.until('the reason', () => logged(`was not sent: callback ${id}`));
    bridge.sandbox.callbacks.disableCallback(id);
    await bridge.until('its work order', () => workOrders() === 1, 600_000);
  });

  it('sends a ticket a person asks for', async () => {
    await withBroker('board');
    await bridge.until('the reason', () => logged(`Ticket ${ticketId()} was not sent`));
    await bridge.during(bridge.engine.pairs.sendTicket(ticketId()));
    await bridge.until('its work order', () => workOrders() === 1);
  });
});
