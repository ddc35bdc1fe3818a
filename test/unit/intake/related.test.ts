import { describe, expect, it } from 'vitest';
import { hintsOf } from '../../../src/core/intake/payloads.ts';
import { RelatedRecords } from '../../../src/core/intake/related.ts';
import type { Delivery } from '../../../src/core/store/intake-port.ts';
import type { Link } from '../../../src/shared/domain/records.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function row(id: number, recordType: string, recordId: number, entity: unknown = null): Delivery {
  return {
    id,
    source: 'connectwise',
    deliveryId: `m${id}`,
    receivedAt: Date.UTC(2026, 10, 22, 8),
    state: 'verified',
    recordType,
    recordId,
    action: 'updated',
    actor: 'jdoe',
    headers: {},
    body: JSON.stringify({ Entity: entity === null ? null : JSON.stringify(entity) }),
  };
}

/** Links 1 to `links`, all of company 250. */
function setUp(links: number, ticketOfEntry: () => Promise<number | null> = async () => null) {
  const clock = new VirtualClock();
  let reads = 0;
  let known = 0;
  const related = new RelatedRecords({
    clock,
    store: {
      openLinks: async (after, limit) =>
        Array.from({ length: Math.min(limit, links - after) }, (_, index) => ({ id: after + index + 1 }) as Link),
      openLinkByTicket: async () => null,
      lastRecords: async () => {
        reads += 1;
        return { at: 0, ticket: { company: { id: 250 }, site: null }, workOrder: null };
      },
    },
    records: () => ({ ticketOfEntry }),
    onKnown: () => {
      known += 1;
    },
  });
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 200; n += 1) await Promise.resolve();
  };
  return { clock, related, settle, reads: () => reads, known: () => known };
}

describe('a company with many links', () => {
  it('does not flood the queue: a hundred of them, one after the other', async () => {
    const { related, settle, clock } = setUp(812);
    expect(related.of(row(1, 'company', 250))).toBeNull();
    await settle();
    const meaning = related.of(row(1, 'company', 250));
    expect(meaning?.jobs).toHaveLength(100);
    expect(meaning?.jobs.map((job) => job.runAt - clock.now())).toEqual(
      Array.from({ length: 100 }, (_, n) => n * 2_000),
    );
    expect(meaning?.words).toMatch(/100 links are looked at, the other 712 when their turn comes/);
  });

  it('is looked up once for all that arrive within a minute', async () => {
    const { related, settle, reads } = setUp(30);
    for (let id = 1; id <= 40; id += 1) related.of(row(id, 'company', 1_000 + id));
    await settle();
    expect(reads()).toBe(30);
  });
});

describe('what cannot be looked up now', () => {
  const offline = new AppError({ code: 'x', kind: 'offline', message: 'Offline.' });

  it('is asked for again later, and given up after ten minutes', async () => {
    let asked = 0;
    const { related, settle, clock, known } = setUp(0, async () => {
      asked += 1;
      throw offline;
    });
    expect(related.of(row(1, 'time', 92))).toBeNull();
    await settle();
    expect([asked, known(), related.of(row(1, 'time', 92))]).toEqual([1, 0, null]);
    await clock.advance(16_000);
    related.of(row(1, 'time', 92));
    await settle();
    expect([asked, known()]).toEqual([2, 0]);
    await clock.advance(600_000);
    related.of(row(1, 'time', 92));
    await settle();
    expect([asked, known()]).toEqual([3, 1]);
    expect(related.of(row(1, 'time', 92))).toMatchObject({
      jobs: [],
      words: expect.stringContaining('cannot be read'),
    });
  });

  it('takes no more than fifty places, so that it holds up nothing else', async () => {
    const { related, settle } = setUp(0, () => Promise.reject(offline));
    const answers = [];
    for (let id = 1; id <= 60; id += 1) {
      answers.push(related.of(row(id, 'time', id)));
      await settle();
    }
    expect(answers.filter((meaning) => meaning === null)).toHaveLength(50);
    expect(answers.at(-1)?.words).toMatch(/too many arrived at once/);
  });
});

describe('the summary of a callback', () => {
  it.each([
    ['time', { chargeToId: 1042, chargeToType: 'ServiceTicket' }, 1042],
    ['time', { chargeToId: 1042, chargeToType: 'ProjectTicket' }, null],
    ['time', { chargeToId: 'x', chargeToType: 'ServiceTicket' }, null],
    ['schedule', { objectId: 1042, type: { identifier: 'S' } }, 1042],
    ['schedule', { objectId: 1042, type: { identifier: 'A' } }, null],
    ['schedule', { objectId: 1042, type: 'S' }, null],
    ['company', { chargeToId: 1042, chargeToType: 'ServiceTicket' }, null],
    ['time', [1, 2], null],
  ])('of a %s that says %j hints at ticket %s', (type, entity, ticketId) => {
    expect(hintsOf(row(1, type, 5, entity)).ticketId).toBe(ticketId);
  });

  it('that is hostile or missing hints at nothing', () => {
    const none = { projectTicket: false, ticketId: null };
    for (const Entity of [undefined, null, 17, '{', '{"__proto__":{}}', `${'['.repeat(60)}${']'.repeat(60)}`])
      expect(hintsOf({ recordType: 'time', body: JSON.stringify({ Entity }) })).toEqual(none);
    expect(hintsOf({ recordType: 'time', body: 'nonsense' })).toEqual(none);
  });
});
