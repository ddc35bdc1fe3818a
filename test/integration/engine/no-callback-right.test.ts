import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const rights = ['inquire', 'add', 'edit', 'delete'] as const;
const setRights = (level: 'None' | 'All') => {
  for (const right of rights)
    bridge.sandbox.people.administrator.setRight({ name: 'System/Manage Hosted API', right, level });
};

describe('an API member without the right to callbacks', () => {
  it('can start dispatching: tickets are found by polling, and what is missing is said', async () => {
    bridge = await startBridge({ begin: false });
    const { sandbox, engine, until } = bridge;
    setRights('None');
    await bridge.during(engine.begin([], { takeOver: false }));
    expect(engine.status().state).toBe('running');
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await until('sent', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
    expect(engine.status().intake.needs).toMatch(/callbacks/);
    expect((await bridge.messages()).join('\n')).toMatch(
      /whether another Dispatch Bridge dispatches Field Dispatch is not known/,
    );

    setRights('All');
    await until('registered', () =>
      sandbox.callbacks.callbacks().some(({ entry }) => String(entry.description).startsWith('Dispatch Bridge ')),
    );
  });
});
