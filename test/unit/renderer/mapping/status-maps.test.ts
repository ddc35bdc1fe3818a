import { describe, expect, it } from 'vitest';
import {
  boardsOf,
  type Choice,
  choiceOf,
  copiedFrom,
  countMap,
  matches,
  namesOf,
  statusesIn,
  statusesOf,
  withChoices,
} from '../../../../src/renderer/features/mapping/status-maps/board-map.ts';
import { isFinished } from '../../../../src/renderer/features/sync/work-orders/finished-action.ts';
import type { Catalog, CatalogField } from '../../../../src/shared/domain/catalog.ts';
import type { BoardStatusMap } from '../../../../src/shared/domain/mapping.ts';

const field = (path: string, options: CatalogField['options']): CatalogField => ({
  path,
  label: path,
  group: 'Ticket',
  type: 'picklist',
  maxLength: null,
  read: true,
  write: true,
  required: 'no',
  options,
  dateFormat: '',
  note: '',
});
const side = { readAt: null, gaps: [] };
const catalog: Catalog = {
  connectwise: {
    ...side,
    fields: [
      field('board', [
        { value: 12, label: 'Help Desk' },
        { value: 11, label: 'Field Services' },
      ]),
      field('board.id', [{ value: 11, label: 'Field Services' }]),
      field('status', [
        { value: 501, label: 'New', boardId: 11 },
        { value: 504, label: 'Scheduled', boardId: 11 },
        { value: 601, label: 'scheduled', boardId: 12 },
      ]),
      field('status.name', [{ value: 'New', label: 'New', boardId: 11 }]),
    ],
  },
  fieldnation: { ...side, fields: [] },
};
const map: BoardStatusMap = {
  boardId: 11,
  boardName: 'Field Services',
  toTicket: [
    { workOrderStatus: 'Draft', ticketStatusId: null, ticketStatusName: '' },
    { workOrderStatus: 'Assigned', ticketStatusId: 504, ticketStatusName: 'Scheduled' },
    { workOrderStatus: 'Parts ordered', ticketStatusId: 509, ticketStatusName: 'Waiting' },
  ],
  toWorkOrder: [],
};
const statuses = statusesOf(catalog, 11);
const names = namesOf(map, ['Draft', 'Assigned', 'Work Done']);

describe('a status map of a board', () => {
  it('offers the boards by name and only the statuses of its board', () => {
    expect(boardsOf(catalog).map(({ name }) => name)).toEqual(['Field Services', 'Help Desk']);
    expect(statuses).toEqual([
      { id: 501, name: 'New' },
      { id: 504, name: 'Scheduled' },
    ]);
    expect(boardsOf(null)).toEqual([]);
  });

  it('shows every status of Field Nation and those that only the map names', () => {
    expect(names).toEqual(['Draft', 'Assigned', 'Work Done', 'Parts ordered']);
    expect(names.map((name) => choiceOf(map, name))).toEqual(['leave', 504, 'open', 509]);
    expect(countMap(map, names)).toEqual({ mapped: 2, left: 1, open: 1 });
  });

  it('keeps what is not decided out, and the order of the rest', () => {
    const next = withChoices(
      map,
      new Map<string, Choice>([
        ['Draft', 'open'],
        ['Work Done', 501],
      ]),
      statuses,
    );
    expect(next.toTicket.map(({ workOrderStatus, ticketStatusName }) => [workOrderStatus, ticketStatusName])).toEqual([
      ['Assigned', 'Scheduled'],
      ['Parts ordered', 'Waiting'],
      ['Work Done', 'New'],
    ]);
    expect(withChoices(map, new Map([['Draft', 'leave' as const]]), statuses)).toEqual(map);
  });

  it('keeps the name of a status the board has no more', () => {
    const next = withChoices(map, new Map([['Work Done', 509]]), statuses);
    expect(next.toTicket.at(-1)?.ticketStatusName).toBe('Waiting');
  });

  it('is matched by name for what is not decided alone', () => {
    const board = [{ id: 1, name: 'Work complete' }, ...statuses];
    expect([...matches(map, names, board)]).toEqual([['Work Done', { id: 1, name: 'Work complete' }]]);
  });

  it('is copied by the names of statuses and says what the other board lacks', () => {
    const other: BoardStatusMap = {
      boardId: 12,
      boardName: 'Help Desk',
      toTicket: [{ workOrderStatus: 'Work Done', ticketStatusId: 604, ticketStatusName: 'Closed' }],
      toWorkOrder: [],
    };
    const { map: next, taken, missing } = copiedFrom(map, other, statusesOf(catalog, 12));
    expect(next.toTicket).toEqual([
      other.toTicket[0],
      { workOrderStatus: 'Draft', ticketStatusId: null, ticketStatusName: '' },
      { workOrderStatus: 'Assigned', ticketStatusId: 601, ticketStatusName: 'scheduled' },
    ]);
    expect([taken, missing]).toEqual([2, ['Waiting']]);
  });

  it('takes no action that is half chosen', () => {
    const status = { ticketStatusId: 504, ticketStatusName: 'Scheduled' };
    expect(isFinished({ ...status, action: { do: 'publish' } })).toBe(true);
    expect(isFinished({ ...status, ticketStatusId: 0, action: { do: 'publish' } })).toBe(false);
    expect(isFinished({ ...status, action: { do: 'cancel', reason: ' ' } })).toBe(false);
    expect(isFinished({ ...status, action: { do: 'route-provider', providerId: 0, providerName: 'R' } })).toBe(false);
    expect(isFinished({ ...status, action: { do: 'route-pool', poolId: 3, poolName: '' } })).toBe(true);
  });

  it('reads where the chosen record stands', () => {
    const ticket = { board: { id: 11, name: 'Field Services' }, status: { id: 504, name: 'Scheduled' } };
    expect(statusesIn(ticket, { status: { name: 'Assigned' } })).toEqual({
      boardId: 11,
      boardName: 'Field Services',
      ticketStatusId: 504,
      ticketStatus: 'Scheduled',
      workOrderStatus: 'Assigned',
    });
    expect(statusesIn({}, undefined)).toMatchObject({ boardId: null, workOrderStatus: null });
  });
});
