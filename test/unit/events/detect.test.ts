import { describe, expect, test } from 'vitest';
import { ownChanges } from '../../../src/core/sync/parts/event-actions-state.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { created, keys, linkOf, names, startMs, ticket, utc, Watch, webhook, workOrder } from './work-order.ts';

const minute = 60_000;
const timeLog = (id: number, inAt: number, outAt: number | null = null): JsonObject => ({
  id,
  in: created(inAt),
  ...(outAt === null ? {} : { out: created(outAt) }),
});
const logs = (...results: JsonObject[]) => ({ time_logs: { results } });
const onTheWay = { id: 3, name: 'Assigned', code: 'on_my_way', sub_status: 'on_my_way' };

describe('a fact that the record shows', () => {
  test('is told once, and its webhook is a hint, whichever comes first', () => {
    const watch = new Watch();
    watch.look(workOrder());
    const here = workOrder({ more: logs(timeLog(5, startMs)) });
    const first = watch.look(here, [webhook('FN_WO_PROVIDER_CHECKED_IN', startMs)]);
    expect(keys(first)).toEqual(['FN_WO_PROVIDER_CHECKED_IN time-log:5']);
    expect(first.observed).toHaveLength(1);
    expect(keys(watch.look(here, [webhook('FN_WO_PROVIDER_CHECKED_IN', startMs + minute)]))).toEqual([]);
  });

  test('is found again with the same occurrence while the run was not kept', () => {
    const watch = new Watch();
    const window = (start: string) => ({ schedule: { service_window: { mode: 'exact', start: { utc: start } } } });
    watch.look(workOrder({ more: window('2026-11-23 09:00:00') }));
    const moved = workOrder({
      title: 'Router',
      more: { ...window('2026-11-24 09:00:00'), ...logs(timeLog(5, startMs)) },
    });
    const lost = watch.look(moved, [], false);
    watch.now += minute;
    expect(keys(watch.look(moved))).toEqual(keys(lost));
    expect(keys(lost)).toHaveLength(3);
    expect(keys(watch.look(moved))).toEqual([]);
  });

  test.each([
    ['a check-out', logs(timeLog(5, startMs, startMs + minute)), 'FN_WO_PROVIDER_CHECKED_OUT time-log:5'],
    [
      'a finished task',
      { tasks: { results: [{ id: 8, label: 'Photo', completed: { utc: utc(startMs) } }] } },
      `FN_WO_TASK_COMPLETED task:8:${startMs}`,
    ],
    [
      'an upload',
      {
        attachments: {
          results: [{ id: 1, name: 'Misc', results: [{ upload_unique_id: 'u-1', file: { name: 'a.jpg' } }] }],
        },
      },
      'FN_WO_ATTACHMENT_ADDED upload:u-1',
    ],
    ['an expense', { pay: { expenses: { results: [{ id: 3, amount: 12.5 }] } } }, 'FN_WO_EXPENSE_ADDED expense:3'],
    ['a route', { routes: { sum: { all: 1 }, results: ['44'] } }, 'FN_WO_ROUTED route:44'],
    ['a route that is only counted', { routes: { sum: { all: 1 }, results: [] } }, 'FN_WO_ROUTED route-count:1'],
    ['a message', { messages: { metadata: { total: 1 } } }, 'FN_WO_MESSAGE_ADDED message:1'],
    [
      'a problem',
      { problems: { results: [{ id: 2, comments: 'No power' }] } },
      'FN_WO_PROBLEM_REPORTED change:2:1:open',
    ],
    ['a confirmation', { status: { name: 'Assigned', confirmed: true } }, 'FN_WO_CONFIRMED state:1'],
    ['a delay', { status: { name: 'Assigned', display: 'Assigned: Delayed' } }, 'FN_WO_DELAYED state:1'],
    ['a risk', { status: { name: 'Assigned', sub_status: 'At risk' } }, 'FN_WO_AT_RISK state:1'],
    ['a postponement', { status: { name: 'Postponed' } }, 'FN_WO_POSTPONED state:1'],
  ] as const)('%s', (_, more, key) => {
    const watch = new Watch();
    watch.look(workOrder({ more: logs(timeLog(5, startMs)) }));
    const changed = workOrder({ more: { ...logs(timeLog(5, startMs)), ...(more as Record<string, JsonObject>) } });
    expect(keys(watch.look(changed))).toEqual([key]);
    expect(keys(watch.look(changed))).toEqual([]);
  });

  test('comes per custom field, per shipment change, and once per edit of the basics', () => {
    const field = (value: string): JsonObject => ({ results: [{ results: [{ id: 9, name: 'Asset', value }] }] });
    const shipment = (tracking: string): JsonObject => ({
      results: [{ id: 4, name: 'Router', carrier: { tracking } }],
    });
    const watch = new Watch();
    watch.look(workOrder({ more: { custom_fields: field('a'), shipments: shipment('1') } }));
    const edited = { custom_fields: field('b'), shipments: shipment('2'), description: { html: '<p>x</p>' } };
    const found = watch.look(workOrder({ title: 'Router', more: edited }));
    expect(names(found).toSorted()).toEqual([
      'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
      'FN_WO_SHIPMENT_UPDATED',
      'FN_WO_UPDATED',
    ]);
    expect(found.all.find(({ event }) => event.name === 'FN_WO_UPDATED')?.params).toEqual({
      changed: ['title', 'description'],
    });
    const back = watch.look(workOrder({ more: { custom_fields: field('a'), shipments: shipment('1') } }));
    const again = watch.look(workOrder({ title: 'Router', more: edited }));
    expect(new Set([...keys(found), ...keys(back), ...keys(again)]).size).toBe(9);
  });

  test('is told again when a problem is opened again, not when it is resolved', () => {
    const problem = (status: string) =>
      workOrder({ more: { problems: { results: [{ id: 2, resolution: { status } }] } } });
    const watch = new Watch();
    watch.look(workOrder());
    expect(names(watch.look(problem('open')))).toEqual(['FN_WO_PROBLEM_REPORTED']);
    expect(names(watch.look(problem('resolved')))).toEqual([]);
    expect(keys(watch.look(problem('open')))).toEqual(['FN_WO_PROBLEM_REPORTED change:2:2:open']);
  });

  test('names the provider who takes over although the milestone kept its time', () => {
    const ana = { id: 1, first_name: 'Ana', last_name: 'Ruiz' };
    const watch = new Watch();
    watch.look(workOrder());
    const milestones = { assigned: startMs };
    expect(keys(watch.look(workOrder({ provider: ana, milestones })))).toEqual([`FN_WO_ASSIGNED milestone:${startMs}`]);
    const other = watch.look(workOrder({ provider: { ...ana, id: 2, first_name: 'Bo' }, milestones }));
    expect(other.all.map(({ words }) => words)).toEqual(['Work order 91422 was assigned to Bo Ruiz']);
  });

  test('does not count a file this program sent', () => {
    const watch = new Watch();
    watch.look(workOrder());
    const own = { upload_unique_id: 'u-9', notes: 'From ConnectWise [CW#311]', file: { name: 'plan.pdf' } };
    expect(names(watch.look(workOrder({ more: { attachments: { results: [{ id: 1, results: [own] }] } } })))).toEqual(
      [],
    );
  });
});

describe('a state that comes and goes', () => {
  test('is told by the record once, and again when it comes back', () => {
    const watch = new Watch();
    watch.look(workOrder());
    const row = webhook('FN_WO_ON_MY_WAY', startMs);
    expect(keys(watch.look(workOrder({ status: onTheWay }), [row]))).toEqual(['FN_WO_ON_MY_WAY state:1']);
    expect(keys(watch.look(workOrder({ status: onTheWay })))).toEqual([]);
    watch.look(workOrder());
    expect(keys(watch.look(workOrder({ status: onTheWay })))).toEqual(['FN_WO_ON_MY_WAY state:2']);
  });

  test('is told by its webhook when no look showed it', () => {
    const watch = new Watch();
    watch.look(workOrder());
    expect(keys(watch.look(workOrder(), [webhook('FN_WO_ON_MY_WAY', startMs)]))).toEqual(['FN_WO_ON_MY_WAY state:1']);
  });

  test('is not told again by a webhook that comes late, or by a record that follows late', () => {
    const watch = new Watch();
    watch.look(workOrder());
    watch.look(workOrder({ status: onTheWay }));
    watch.look(workOrder());
    expect(keys(watch.look(workOrder(), [webhook('FN_WO_ON_MY_WAY', startMs + 20 * minute)]))).toEqual([]);
    const other = new Watch();
    other.look(workOrder());
    other.look(workOrder(), [webhook('FN_WO_DELAYED', startMs)]);
    other.now += minute;
    expect(keys(other.look(workOrder({ status: { name: 'Assigned', code: 'delayed' } })))).toEqual([]);
  });
});

describe('what only a webhook tells', () => {
  test('is told for every delivery, and names that are no events stand for themselves', () => {
    const watch = new Watch();
    watch.look(workOrder());
    const rows = [
      webhook('FN_WO_DECLINED', startMs),
      webhook('FN_WO_DECLINED', startMs),
      webhook('workorder.tag_added', startMs),
      { ...webhook('PSA_TICKET_UPDATED', startMs), recordType: 'ticket' as const },
    ];
    const found = watch.look(workOrder(), rows);
    expect(found.all.map(({ words }) => words)).toEqual([
      'Work order 91422 was declined by a provider',
      'Work order 91422 was declined by a provider',
      'Work order 91422: workorder.tag_added',
    ]);
    expect(found.observed).toEqual([]);
  });
});

describe('the first sight of a work order', () => {
  const past = startMs - 60 * minute;
  const future = startMs + minute;
  const full = workOrder({
    status: onTheWay,
    milestones: { created: past, published: past, assigned: future },
    more: { ...logs(timeLog(1, past), timeLog(2, future)), messages: { metadata: { total: 4 } } },
  });

  test('of a pair that was joined tells only what came after', () => {
    const watch = new Watch(linkOf({ origin: 'person' }));
    expect(names(watch.look(full))).toEqual(['FN_WO_ASSIGNED', 'FN_WO_PROVIDER_CHECKED_IN']);
  });

  test('of a work order this link made tells all but its making, even after runs that were not kept', () => {
    const watch = new Watch();
    const lost = watch.look(full, [], false);
    watch.link = { ...watch.link, lastSyncedAt: startMs, seen: { fields: {} } };
    const found = watch.look(full);
    expect(keys(found)).toEqual(keys(lost));
    expect(new Set(names(found))).toEqual(
      new Set([
        'FN_WO_PUBLISHED',
        'FN_WO_ASSIGNED',
        'FN_WO_PROVIDER_CHECKED_IN',
        'FN_WO_MESSAGE_ADDED',
        'FN_WO_ON_MY_WAY',
      ]),
    );
    expect(names(found).filter((name) => name === 'FN_WO_MESSAGE_ADDED')).toHaveLength(4);
  });

  test('tells its making when a rule asks for it', () => {
    const watch = new Watch(linkOf(), { rules: { FN_WO_CREATED: { on: true }, FN_WO_DRAFT: { on: true } } });
    const draft = workOrder({ status: { name: 'Draft' }, milestones: { created: startMs } });
    expect(names(watch.look(draft))).toEqual(['FN_WO_CREATED', 'FN_WO_DRAFT']);
  });

  test('by a link of an earlier release tells nothing of its past', () => {
    const link = linkOf({ lastSyncedAt: startMs + 2 * minute, seenMilestones: full.milestones });
    expect(names(new Watch(link).look(full))).toEqual([]);
  });
});

describe('rules', () => {
  const note = { do: 'note', tab: 'internal', text: '' } as const;

  test('decide what acts, and the fields are brought into step only for a fact whose action is to update', () => {
    const rules = {
      FN_WO_DONE: { on: true, action: { do: 'update' } },
      FN_WO_PROVIDER_CHECKED_IN: { on: true, action: note },
      FN_WO_UPDATED: { on: false },
    };
    const watch = new Watch(linkOf({ lastSyncedAt: startMs, seenMilestones: {} }), { rules });
    watch.look(workOrder());
    const visit = watch.look(workOrder({ title: 'Router', more: logs(timeLog(5, startMs)) }));
    expect(visit.all.map(({ event, action }) => [event.name, action?.do ?? null])).toEqual([
      ['FN_WO_PROVIDER_CHECKED_IN', 'note'],
      ['FN_WO_UPDATED', null],
    ]);
    expect(visit.updateDue).toBe(false);
    expect(visit.allows('FN_WO_UPDATED')).toBe(false);
    expect(visit.allows('FN_WO_ATTACHMENT_ADDED')).toBe(true);
    const done = watch.look(
      workOrder({ title: 'Router', milestones: { workdone: startMs }, more: logs(timeLog(5, startMs)) }),
    );
    expect(done.updateDue).toBe(true);
    expect(watch.look(workOrder({ title: 'Router', milestones: { workdone: startMs } })).updateDue).toBe(false);
  });

  test('nothing configured keeps everything in step at every run', () => {
    const watch = new Watch();
    watch.look(workOrder());
    expect(watch.look(workOrder()).updateDue).toBe(true);
  });

  test.each([
    [
      'a client',
      { clients: [{ id: 1, name: 'Contoso' }] },
      'the client of work order 91422 is Acme, which is not among Contoso',
    ],
    [
      'a project',
      { projects: [{ id: 1, name: 'Rollout' }] },
      'the project of work order 91422 is not set, which is not among Rollout',
    ],
    [
      'a board',
      { boards: [{ id: 9, name: 'Sales' }] },
      'the board of ticket 1042 is Dispatch, which is not among Sales',
    ],
    [
      'a company',
      { companies: [{ id: 9, name: 'Other' }] },
      'the company of ticket 1042 is Northwind, which is not among Other',
    ],
    [
      'a custom field of the ticket',
      { customFields: [{ side: 'connectwise', id: 12, name: 'Region', values: ['East'] }] },
      'Region of the ticket is West, which is not among East',
    ],
    [
      'a custom field of the work order',
      { customFields: [{ side: 'fieldnation', id: 9, name: 'Asset', values: ['x'] }] },
      'Asset of the work order is A-1, which is not among x',
    ],
  ])('a filter on %s keeps a pair from acting and says why', (_, filters, reason) => {
    const more = {
      client: { id: 5, name: 'Acme' },
      custom_fields: { results: [{ results: [{ id: 9, value: 'A-1' }] }] },
      ...logs(timeLog(5, startMs)),
    };
    const found = new Watch(linkOf(), { filters }).look(workOrder({ more }));
    expect(found.filteredOut).toBe(reason);
    expect(found.all.map(({ action }) => action)).toEqual([null]);
    expect(found.updateDue).toBe(false);
    expect(found.allows('FN_WO_ASSIGNED')).toBe(false);
  });

  test('a filter lets through what fits, whatever the case', () => {
    const filters = {
      boards: [{ id: ticket.board.id, name: 'Dispatch' }],
      customFields: [{ side: 'connectwise', id: 12, name: 'Region', values: ['EAST', 'WEST'] }],
    };
    expect(new Watch(linkOf(), { filters }).look(workOrder()).filteredOut).toBeNull();
  });
});

describe('a value this program changed itself', () => {
  test('is no event at the next look, and a later change by a person is', () => {
    const window = (day: number) =>
      workOrder({
        more: { schedule: { service_window: { mode: 'exact', start: { utc: `2026-11-${day} 09:00:00` } } } },
      });
    const watch = new Watch();
    const found = watch.look(window(23));
    const remember = (own: object) => {
      watch.link = {
        ...watch.link,
        seen: { ...watch.link.seen, 'event-actions': { own: JSON.parse(JSON.stringify(own)) } },
      };
    };
    remember(ownChanges(found.seen, window(24)));
    const next = watch.look(window(24));
    expect(names(next)).toEqual([]);
    remember(ownChanges(next.seen, window(24)));
    expect(names(watch.look(window(23)))).toEqual(['FN_WO_SCHEDULE_UPDATED']);
  });
});
