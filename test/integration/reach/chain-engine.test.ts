import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainReport } from '../../../src/shared/domain/reach.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
beforeAll(async () => {
  bridge = await startBridge();
});
afterAll(() => bridge.stop());

const states = (report: ChainReport): string => report.lamps.map(({ state }) => state).join(' ');

describe('the chain, in the app with its sandbox', () => {
  it('tells before any test which links the sandbox needs none of', () => {
    expect(states(bridge.engine.reach.chain())).toBe('unneeded unneeded unneeded unknown unknown unknown');
  });

  it('leaves nothing of the one-time request in inbox, log or figures', async () => {
    const { engine } = bridge;
    const before = { refused: engine.status().intake.refused, lines: (await bridge.messages()).length };
    await bridge.during(engine.reach.test());
    expect(engine.status().intake.refused).toBe(before.refused);
    expect(await bridge.messages()).toHaveLength(before.lines);
    expect(engine.status().queue.inbox).toBe(0);
  });

  it('waits in vain without a change, and says so', async () => {
    const { reach } = bridge.engine;
    reach.watch();
    await bridge.clock.advance(600_001);
    expect(reach.chain()).toMatchObject({ doing: 'idle', provenAt: null });
    expect(states(reach.chain())).toBe('unneeded unneeded unneeded ok warning unknown');
  });

  it('is proven by a ticket change of a technician, and again by what happens to a work order', async () => {
    const { reach } = bridge.engine;
    const heard: string[] = [];
    reach.onChain(({ doing }) => heard.push(doing));
    expect(states(await bridge.during(reach.test()))).toMatch(/^unneeded unneeded unneeded ok /);
    expect(reach.watch().doing).toBe('watching');
    const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a proof', () => reach.chain().provenAt !== null);
    const proven = reach.chain();
    expect(states(proven)).toBe('unneeded unneeded unneeded ok ok ok');
    expect(proven.doing).toBe('idle');
    expect(proven.proof).toMatch(new RegExp(`^Ticket ${ticketId}, (changed|added) by \\w+$`));
    expect(heard).toContain('testing');
    expect(heard).toContain('watching');

    await bridge.until('a work order', () => bridge.sandbox.workOrders().length > 0);
    reach.watch();
    const workOrderId = bridge.sandbox.workOrders()[0]?.id ?? 0;
    bridge.sandbox.people.buyer.assign({ workOrderId });
    await bridge.until('a message', () => reach.chain().doing === 'idle');
    expect(states(reach.chain())).toBe('unneeded unneeded unneeded ok ok ok');
  });

  it('counts for one company only: in another one nothing has come in yet, and nothing of the one before is told', async () => {
    const { engine, clock } = bridge;
    await bridge.during(engine.reach.checkNow());
    expect(engine.status().intake.lastDeliveryAt).not.toBeNull();
    await bridge.during(
      engine.saveConfig((config) => ({
        ...config,
        connectwise: config.connectwise && { ...config.connectwise, company: 'another' },
      })),
    );
    expect(engine.reach.chain()).toMatchObject({ provenAt: null, proof: '' });
    expect(states(engine.reach.chain())).toBe('unneeded unneeded unneeded ok unknown unknown');
    expect(engine.status().intake.lastDeliveryAt).toBeNull();
    expect(
      engine.reach.health().findings.filter(({ subject }) => subject !== 'tunnel' && subject !== 'listener'),
    ).toEqual([expect.objectContaining({ id: 'idle' })]);
    await clock.advance(60_000);
    await bridge.restart();
    expect(bridge.engine.reach.chain()).toMatchObject({ provenAt: null, proof: '' });
  });
});
