import { describe, expect, it } from 'vitest';
import type { DeliveryLogEntry, DeliveryLogQuery, FieldNation } from '../../../src/core/fieldnation/port.ts';
import { retryDeliveries, shownDeliveries } from '../../../src/core/webhooks/deliveries.ts';
import { statusMeaning } from '../../../src/core/webhooks/meaning.ts';
import { AppError, type ErrorKind } from '../../../src/shared/errors.ts';

const attempt = (id: string, number: number, at: number, status: number | null): DeliveryLogEntry => ({
  deliveryId: `${id}:${number}`,
  webhookId: 'w-1',
  eventName: 'workorder.created',
  workOrderId: 91400,
  status,
  attempt: number,
  at,
});

type LogReader = Pick<FieldNation, 'deliveryLog'>;
/** Field Nation's log, newest first. */
function logOf(entries: readonly DeliveryLogEntry[]) {
  const asked: DeliveryLogQuery[] = [];
  const reader: LogReader = {
    deliveryLog: async (query) => {
      asked.push(query);
      const start = (query.page - 1) * query.perPage;
      const part = entries.slice(start, start + query.perPage);
      return { entries: part, more: part.length >= query.perPage };
    },
  };
  return { asked, reader };
}
const query = { webhookId: 'w-1', failedOnly: false, workOrderId: null, page: 1 };

describe('The log of deliveries', () => {
  it('shows each delivery once, with its newest attempt', async () => {
    const { reader } = logOf([
      attempt('a', 3, 30, 202),
      attempt('b', 1, 25, 502),
      attempt('a', 2, 20, 502),
      attempt('a', 1, 10, 0),
    ]);
    const { deliveries, more } = await shownDeliveries(reader, query);
    expect(deliveries.map(({ deliveryId, ok }) => [deliveryId, ok])).toEqual([
      ['a:3', true],
      ['b:1', false],
    ]);
    expect(more).toBe(false);
  });

  it('counts a delivery that arrived at last as no failure', async () => {
    const { reader } = logOf([attempt('a', 2, 20, 202), attempt('b', 1, 15, null), attempt('a', 1, 10, 502)]);
    const { deliveries } = await shownDeliveries(reader, { ...query, failedOnly: true });
    expect(deliveries.map(({ deliveryId }) => deliveryId)).toEqual(['b:1']);
  });

  it('knows attempts of one delivery also when each has an id without its number', async () => {
    const bare = [
      { ...attempt('a', 2, 20, 202), deliveryId: 'a' },
      { ...attempt('a', 1, 10, 502), deliveryId: 'a' },
    ];
    expect((await shownDeliveries(logOf(bare).reader, query)).deliveries).toHaveLength(1);
  });

  it('comes 50 to a page, in one request as long as that is enough', async () => {
    const { asked, reader } = logOf(
      Array.from({ length: 120 }, (_, index) => attempt(`d${index}`, 1, 1000 - index, 202)),
    );
    const first = await shownDeliveries(reader, query);
    const third = await shownDeliveries(reader, { ...query, page: 3 });
    expect([first.deliveries.length, first.more, first.deliveries[0]?.deliveryId]).toEqual([50, true, 'd0:1']);
    expect([third.deliveries.length, third.more, third.deliveries[0]?.deliveryId]).toEqual([20, false, 'd100:1']);
    expect(asked).toEqual([1, 1].map((page) => ({ webhookId: 'w-1', page, perPage: 500 })));
  });

  it('is read on for failures far back, but not without end', async () => {
    const fine = Array.from({ length: 1200 }, (_, index) => attempt(`d${index}`, 1, 9000 - index, 202));
    const { asked, reader } = logOf([...fine, attempt('z', 8, 1, 504)]);
    const { deliveries } = await shownDeliveries(reader, { ...query, failedOnly: true, workOrderId: 91400 });
    expect(deliveries.map(({ deliveryId }) => deliveryId)).toEqual(['z:8']);
    expect(asked.map(({ page, workOrderId }) => [page, workOrderId])).toEqual([1, 2, 3].map((page) => [page, 91400]));
    const endless = logOf(Array.from({ length: 20_000 }, (_, index) => attempt(`d${index}`, 1, 9000 - index, 202)));
    await shownDeliveries(endless.reader, { ...query, failedOnly: true });
    expect(endless.asked).toHaveLength(10);
  });

  it('is not read twice over when new deliveries push the others on', async () => {
    const entries = Array.from({ length: 501 }, (_, index) => attempt(`d${index}`, 1, 9000 - index, 502));
    const moving: LogReader = {
      deliveryLog: async ({ page, perPage }) => {
        const shifted = page === 1 ? entries : [attempt('new', 1, 9001, 502), ...entries];
        const start = (page - 1) * perPage;
        return { entries: shifted.slice(start, start + perPage), more: page === 1 };
      },
    };
    const { deliveries } = await shownDeliveries(moving, { ...query, failedOnly: true, page: 11 });
    expect(new Set(deliveries.map(({ deliveryId }) => deliveryId)).size).toBe(deliveries.length);
  });
});

describe('What a status means', () => {
  it.each([
    [202, 'It arrived.'],
    [0, 'No answer'],
    [null, 'No answer'],
    [301, 'redirect'],
    [401, 'another secret'],
    [404, 'does not try again'],
    [410, 'does not try again'],
    [421, 'another host name'],
    [429, 'busy'],
    [503, 'busy'],
    [502, 'The tunnel answered 502: this computer was not reached.'],
    [504, 'did not answer in time'],
    [530, 'The tunnel answered 530'],
    [525, "The tunnel's front answered 525"],
    [507, 'The address answered 507. Field Nation tries again'],
    [418, 'The address answered 418. Field Nation does not try again'],
  ])('%s is said in words', (status, words) => {
    expect(statusMeaning(status)).toContain(words);
    expect(statusMeaning(status)).toMatch(/\.$/);
  });
});

describe('Sending deliveries again', () => {
  const failing = (kinds: Readonly<Record<string, ErrorKind>>) => {
    const asked: string[] = [];
    const sender: Pick<FieldNation, 'retryDelivery'> = {
      retryDelivery: async (deliveryId) => {
        asked.push(deliveryId);
        const kind = kinds[deliveryId];
        if (kind !== undefined) throw new AppError({ code: `fieldnation.${kind}`, kind, message: `It is ${kind}.` });
      },
    };
    return { asked, sender };
  };

  it('names each one that is refused and goes on with the others', async () => {
    const { sender } = failing({ b: 'permanent' });
    expect(await retryDeliveries(sender, ['a', 'b', 'c'])).toEqual({
      retried: 2,
      refused: [{ deliveryId: 'b', why: 'It is permanent.' }],
    });
  });

  it('asks once for each, in the order given', async () => {
    const { asked, sender } = failing({});
    expect((await retryDeliveries(sender, ['b', 'a', 'b'])).retried).toBe(2);
    expect(asked).toEqual(['b', 'a']);
  });

  it.each(['auth', 'offline', 'rate-limited'] as const)(
    'stops when Field Nation is not to be asked (%s)',
    async (kind) => {
      const { asked, sender } = failing({ b: kind });
      const { retried, refused } = await retryDeliveries(sender, ['a', 'b', 'c', 'd']);
      expect(retried).toBe(1);
      expect(refused.map(({ deliveryId }) => deliveryId)).toEqual(['b', 'c', 'd']);
      expect(new Set(refused.map(({ why }) => why))).toEqual(new Set([`It is ${kind}.`]));
      expect(asked).toEqual(['a', 'b']);
    },
  );

  it('takes a hundred at a time', async () => {
    const { asked, sender } = failing({});
    const { retried, refused } = await retryDeliveries(
      sender,
      Array.from({ length: 103 }, (_, index) => `d${index}`),
    );
    expect([retried, refused.length, asked.length]).toEqual([100, 3, 100]);
    expect(refused[0]?.why).toContain('100');
  });
});
