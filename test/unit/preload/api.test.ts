import { describe, expect, it } from 'vitest';
import { createApi, type RendererIpc } from '../../../src/preload/api.ts';
import { channelNames, pushNames } from '../../../src/preload/channel-names.ts';
import { channels, type Envelope, pushes } from '../../../src/shared/ipc/contract.ts';

function setUp(answer: Envelope = { ok: true, value: 1 }) {
  const invoked: (readonly [string, unknown])[] = [];
  const listening = new Map<string, (payload: unknown) => void>();
  const ipc: RendererIpc = {
    invoke: async (channel, input) => {
      invoked.push([channel, input]);
      return answer;
    },
    listen: (channel, listener) => {
      listening.set(channel, listener);
      return () => listening.delete(channel);
    },
  };
  return { api: createApi(ipc), invoked, listening };
}

describe('window.dispatchBridge', () => {
  it('has exactly the channels and pushes of the contract', () => {
    expect([...channelNames].sort()).toEqual(Object.keys(channels).sort());
    expect([...pushNames].sort()).toEqual(Object.keys(pushes).sort());
    expect(Object.keys(setUp().api).sort()).toEqual([...channelNames, 'on'].sort());
  });

  it('is frozen and offers no way to any other channel', () => {
    const { api } = setUp();
    expect(Object.isFrozen(api)).toBe(true);
    expect('invoke' in api || 'send' in api || 'ipcRenderer' in api).toBe(false);
    expect(() => api.on('made-up' as 'status', () => {})).toThrowError(/no push/);
  });

  it('passes the input on and gives back the value', async () => {
    const { api, invoked } = setUp({ ok: true, value: [] });
    expect(await api['links:search']({ text: 'a', limit: 5 })).toEqual([]);
    expect(invoked).toEqual([['links:search', { text: 'a', limit: 5 }]]);
  });

  it('rejects with the error as plain data', async () => {
    const error = { code: 'connectwise.offline', kind: 'offline', message: 'Nothing answers.', context: {} } as const;
    const { api } = setUp({ ok: false, error });
    await expect(api['setup:plan'](undefined)).rejects.toBe(error);
  });

  it('hands a listener the payload and stops when told to', () => {
    const { api, listening } = setUp();
    const heard: unknown[] = [];
    const stop = api.on('log', (payload) => heard.push(payload));
    listening.get('log')?.({ lastId: 3 });
    expect(heard).toEqual([{ lastId: 3 }]);
    stop();
    expect(listening.size).toBe(0);
  });
});
