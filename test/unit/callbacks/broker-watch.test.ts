import { describe, expect, it } from 'vitest';
import { BrokerWatch, type BrokerWatchContext } from '../../../src/core/callbacks/broker-watch.ts';
import type { Subscription } from '../../../src/core/psa/port.ts';
import { emptyConfig, plainTrigger } from '../../../src/shared/config.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const trigger = { ...plainTrigger, boardId: 5, boardName: 'Field Dispatch', statusId: 17, statusName: 'Dispatch' };
const broker: Subscription = {
  id: 7,
  description: 'Field Nation dispatch',
  url: 'https://micro.fieldnation.com/v1/broker/inbound?client_token=abc123&external_id=',
  type: 'ticket',
  level: 'board',
  objectId: 5,
  active: true,
  selfSuppressed: false,
  updatedAt: null,
  updatedBy: '',
};

function watch(subscriptions: () => Promise<readonly Subscription[]>) {
  const clock = new VirtualClock();
  const lines: string[] = [];
  let asked = 0;
  const store = {
    appendActivities: async (entries: readonly { readonly message: string }[]) => {
      lines.push(...entries.map(({ message }) => message));
    },
  } as unknown as BrokerWatchContext['store'];
  const it = new BrokerWatch(() => ({
    clock,
    store,
    config: () => emptyConfig,
    boardStatuses: async () => [],
    psa: () => ({
      subscriptions: () => {
        asked += 1;
        return subscriptions();
      },
    }),
  }));
  return { it, clock, lines, asked: () => asked };
}

const refusal = (kind: 'permanent' | 'transient') =>
  Promise.reject(new AppError({ code: 'connectwise.refused', kind, message: 'Refused.' }));

describe("the watch on the Integration Broker's callbacks", () => {
  it('says once what covers the board, and asks ConnectWise every five minutes at most', async () => {
    const here = watch(async () => [broker]);
    for (let n = 0; n < 5; n += 1) expect(await here.it.leftToBroker(trigger)).toMatchObject({ undecided: true });
    expect([here.asked(), here.lines.length]).toEqual([1, 1]);
    expect(here.lines[0]).not.toContain('abc123');
    await here.clock.advance(300_000);
    await here.it.leftToBroker(trigger);
    expect([here.asked(), here.lines.length]).toEqual([2, 1]);
    here.it.forget();
    await here.it.leftToBroker(trigger);
    expect(here.asked()).toBe(3);
  });

  it('sends on when the key may not read callbacks, and waits while ConnectWise does not answer', async () => {
    expect(await watch(() => refusal('permanent')).it.leftToBroker(trigger)).toBeNull();
    await expect(watch(() => refusal('transient')).it.leftToBroker(trigger)).rejects.toThrow('Refused.');
  });
});
