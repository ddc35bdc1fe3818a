import { describe, expect, it } from 'vitest';
import type { DeliveryLogEntry, FieldNation } from '../../../src/core/fieldnation/port.ts';
import { checkDeliveries, logKeptMs, type Retried } from '../../../src/core/reach/health/health-webhooks.ts';

const minuteMs = 60_000;
const now = Date.UTC(2026, 10, 22, 12);

const attempt = (
  id: string,
  n: number,
  status: number | null,
  agoMs: number,
  workOrderId = 91422,
): DeliveryLogEntry => ({
  deliveryId: `${id}:${n}`,
  webhookId: 'w',
  eventName: 'workorder.declined',
  workOrderId,
  status,
  attempt: n,
  at: now - agoMs,
});

async function check(
  log: readonly DeliveryLogEntry[],
  more: { since?: number; retried?: Retried; refuses?: string } = {},
) {
  const asked: string[] = [];
  const pages: number[] = [];
  const fieldNation = {
    async deliveryLog({ page, perPage }: { page: number; perPage: number }) {
      pages.push(page);
      const sorted = [...log].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
      return { entries: sorted.slice((page - 1) * perPage, page * perPage), more: page * perPage < sorted.length };
    },
    async retryDelivery(deliveryId: string) {
      if (deliveryId === more.refuses) throw new Error('refused');
      asked.push(deliveryId);
    },
  } as unknown as FieldNation;
  const retried: Retried = more.retried ?? new Map();
  const since = more.since ?? now - 3_600_000;
  const result = await checkDeliveries(() => fieldNation, { webhookId: 'w', since, now, retried });
  return { ...result, finding: result.findings[0], asked, pages, retried };
}

describe("Field Nation's delivery log", () => {
  it('is in order when everything arrived, be it at a second try', async () => {
    const { finding, readTo } = await check([
      attempt('a', 1, 503, 50 * minuteMs),
      attempt('a', 2, 202, 49 * minuteMs),
      attempt('b', 1, 202, 40 * minuteMs),
    ]);
    expect(finding).toMatchObject({
      state: 'ok',
      message: "Field Nation's log holds no delivery that did not arrive.",
    });
    expect(readTo).toBe(now - 25 * minuteMs);
  });

  it('leaves alone what Field Nation still repeats, and comes back to it', async () => {
    const { finding, readTo } = await check([attempt('a', 2, 503, 5 * minuteMs)]);
    expect(finding).toMatchObject({
      state: 'ok',
      message: 'Field Nation is sending 1 delivery again that did not arrive yet.',
    });
    expect(readTo).toBe(now - 5 * minuteMs);
  });

  it('offers to send again what it gave up, naming the work orders, and asks for each once', async () => {
    const log = [
      attempt('a', 8, 503, 40 * minuteMs),
      attempt('b', 1, 404, 2 * minuteMs, 91500),
      attempt('c', 8, null, 30 * minuteMs, 91501),
      attempt('d', 8, 0, 30 * minuteMs, 91502),
    ];
    const { finding, readTo, asked, retried } = await check(log);
    expect(finding).toMatchObject({ state: 'offered', offer: 'Send them again' });
    expect(finding?.message).toMatch(/^4 deliveries about work orders 91500, 91501, 91502 and 1 more did not arrive\./);
    expect(readTo).toBe(now - 40 * minuteMs);
    await finding?.act?.();
    expect([...asked].sort()).toEqual(['a:8', 'b:1', 'c:8', 'd:8']);
    expect((await check(log, { retried })).finding).toMatchObject({ state: 'ok' });
  });

  it('goes on offering what was refused', async () => {
    const log = [attempt('a', 8, 503, 40 * minuteMs), attempt('b', 8, 503, 41 * minuteMs)];
    const { finding, retried } = await check(log, { refuses: 'b:8' });
    await finding?.act?.();
    expect((await check(log, { retried })).finding?.message).toMatch(
      /^1 delivery about work order 91422 did not arrive/,
    );
  });

  it('says from when on nothing is kept any more', async () => {
    const { finding } = await check([], { since: now - logKeptMs - 1 });
    expect(finding?.message).toContain('What failed before 2026-11-08 12:00 UTC is no longer in the log');
  });

  it('is not taken for read where it holds more than is read, and says so', async () => {
    const older = [attempt('lost', 8, 503, 55 * minuteMs)];
    const log = [
      ...older,
      ...Array.from({ length: 5_000 }, (_, n) => attempt(`x${n}`, 1, 202, 26 * minuteMs + n * 100)),
    ];
    const { finding, readTo, pages } = await check(log);
    expect(pages).toHaveLength(10);
    expect(finding?.message).not.toContain('holds no delivery that did not arrive');
    expect(finding?.message).toContain('Of the log only its newest 5000 entries were read');
    expect(readTo).toBeLessThanOrEqual(now - 55 * minuteMs);
  });

  it('is read page by page, no further back than since the last check', async () => {
    const log = Array.from({ length: 1_600 }, (_, n) => attempt(`x${n}`, 1, 202, n * 5_000));
    expect((await check(log)).pages).toEqual([1, 2]);
  });
});
