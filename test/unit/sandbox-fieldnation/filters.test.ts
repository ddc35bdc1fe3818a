import { describe, expect, it } from 'vitest';
import { matches, onList, recognisedFilters, sorted, stickyQuery } from '../../../src/sandbox/fieldnation/filters.ts';
import { reindex } from '../../../src/sandbox/fieldnation/search-index.ts';
import { company, now, workOrder } from './records.ts';

const switches = { allowHttpLoopbackTargets: true };
const query = (text: string): URLSearchParams => new URLSearchParams(text);
const context = { data: company(), now, switches };

describe('Filters of the simulated work order list', () => {
  it('recognises the names of both documents and ignores the rest', () => {
    expect(recognisedFilters(query('f_client=1&f_zip=02110&f_nonsense=1&list=x'))).toEqual({
      f_client: '1',
      f_zip: '02110',
    });
  });

  it('takes several ids in one filter', () => {
    const record = workOrder({ id: 7 });
    expect(matches(record, { f_work_order_id: '5,7' }, context)).toBe(true);
    expect(matches(record, { f_work_order_id: '5,77' }, context)).toBe(false);
  });

  it('counts both ends of a date range, in UTC days', () => {
    const record = workOrder({ createdAt: Date.UTC(2026, 10, 22, 23, 59, 59) });
    expect(matches(record, { f_created: '2026-11-20,2026-11-22' }, context)).toBe(true);
    expect(matches(record, { f_created: '2026-11-22' }, context)).toBe(true);
    expect(matches(record, { f_created: '2026-11-23' }, context)).toBe(false);
  });

  it('never lists what was deleted', () => {
    expect(onList(workOrder({ status: 'deleted' }), 'workorders_all')).toBe(false);
    expect(onList(workOrder({ status: 'cancelled' }), 'workorders_all')).toBe(true);
  });

  it('sorts by the documented keys and breaks ties by the newest id', () => {
    const [a, b, c] = [
      workOrder({ id: 1, title: 'b' }),
      workOrder({ id: 2, title: 'a' }),
      workOrder({ id: 3, title: 'a' }),
    ];
    expect(sorted([a, b, c], 'title', 'asc').map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(sorted([a, b, c], 'id', 'desc').map(({ id }) => id)).toEqual([3, 2, 1]);
  });
});

describe('The sticky-filter trap', () => {
  it('remembers filters and the list that a request without sticky=false named', () => {
    const first = stickyQuery(query('list=workorders_draft&f_client=5'), {});
    expect(first.remember).toEqual({ list: 'workorders_draft', f_client: '5' });
    const second = stickyQuery(query(''), first.remember ?? {});
    expect(second).toMatchObject({ list: 'workorders_draft', filters: { f_client: '5' } });
  });

  it('neither uses nor changes its memory for a request with sticky=false', () => {
    const result = stickyQuery(query('sticky=false&f_city=Boston'), { list: 'workorders_draft', f_client: '5' });
    expect(result).toEqual({ list: 'workorders_all', filters: { f_city: 'Boston' }, remember: null });
  });

  it('forgets with f_=', () => {
    expect(stickyQuery(query('f_='), { list: 'workorders_draft', f_client: '5' })).toMatchObject({
      list: 'workorders_all',
      filters: {},
    });
  });
});

describe('Simulated search', () => {
  const data = company();
  const lagging = { ...switches, 'fieldnation.searchLagSeconds': 5 };
  const find = (record: ReturnType<typeof workOrder>, text: string, at: number, more: object = {}): boolean =>
    matches(record, { f_search: text }, { data, now: at, switches: { ...lagging, ...more } });

  it('finds a new text only after the lag', () => {
    const record = workOrder({ descriptionHtml: '<p>Marker DBR-7f3a2c-1042-1</p>' }, data);
    reindex(record, data, now, lagging);
    expect(find(record, 'DBR-7f3a2c-1042-1', now + 4_999)).toBe(false);
    expect(find(record, 'dbr-7f3a2c-1042-1', now + 5_000)).toBe(true);
  });

  it('goes on finding the old text until the new one is indexed', () => {
    const record = workOrder({ title: 'Old words' }, data);
    reindex(record, data, now, lagging);
    record.title = 'New words';
    reindex(record, data, now + 60_000, lagging);
    expect(find(record, 'old', now + 61_000)).toBe(true);
    expect(find(record, 'old', now + 65_000)).toBe(false);
    expect(find(record, 'new', now + 65_000)).toBe(true);
  });

  it('finds near relatives of a marker when it splits words', () => {
    const record = workOrder({ title: 'Ticket 1042 of DBR, install 1, 7f3a2c' }, data);
    reindex(record, data, now, lagging);
    expect(find(record, 'DBR-7f3a2c-1042-1', now + 5_000)).toBe(false);
    expect(find(record, 'DBR-7f3a2c-1042-1', now + 5_000, { 'fieldnation.searchMatch': 'words' })).toBe(true);
  });
});
