import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const paused = async () => {
  const entries = await bridge.during(bridge.engine.callbacks.list());
  return entries.filter((entry) => entry.paused).map(({ id }) => id);
};

describe('an entry that is switched off', () => {
  it('is told as paused at once and only when a person did it in this app', async () => {
    bridge = await startBridge();
    const { engine, sandbox } = bridge;
    const mine = (await bridge.during(engine.callbacks.list())).find(({ relation }) => relation === 'ours');
    const id = mine?.id ?? 0;
    // Somebody else's has been off for long (the sandbox's seed).
    expect(await paused()).toEqual([]);
    await bridge.during(engine.callbacks.pause(id, { told: false }));
    expect(await paused()).toEqual([id]);
    await bridge.during(engine.callbacks.enable(id, { told: false }));
    sandbox.callbacks.disableCallback(id);
    expect(await paused()).toEqual([]);
  });
});
