import type { CatalogOption } from '../../../shared/domain/catalog.ts';
import type { BoardStatusMap } from '../../../shared/domain/mapping.ts';
import { workOrderStatuses } from '../../../shared/domain/work-order-statuses.ts';
import type { CheckContext } from './context.ts';
import { doubtful, type Finding, type Fix, wrong } from './finding.ts';
import { nearest, plain } from './nearest.ts';

/* Status maps: every Field Nation status on every board that is dispatched, each to a status that the board has. */

type Entry = BoardStatusMap['toTicket'][number];

const kept = new WeakMap<readonly CatalogOption[], Map<number, readonly CatalogOption[]>>();

/** The ticket's statuses by board; null while they were not read. */
function statusesOf({ connectwise }: CheckContext, boardId: number): readonly CatalogOption[] | null {
  const all = connectwise.known ? (connectwise.find('status')?.options ?? null) : null;
  if (all === null) return null;
  const byBoard = kept.get(all) ?? new Map<number, readonly CatalogOption[]>();
  kept.set(all, byBoard);
  const there = byBoard.get(boardId) ?? all.filter((option) => option.boardId === boardId);
  byBoard.set(boardId, there);
  return there.length === 0 ? null : there;
}

export function checkStatusMaps(context: CheckContext): readonly Finding[] {
  const { mapping, boards } = context;
  const lacking = boards.filter((board) => !mapping.statusMaps.some((map) => map.boardId === board.id));
  return [
    ...lacking.map((board) => noMap(context, board)),
    ...mapping.statusMaps.flatMap((map) => checkMap(context, map)),
  ];
}

function noMap(context: CheckContext, { id, name }: { readonly id: number; readonly name: string }): Finding {
  const statuses = statusesOf(context, id) ?? [];
  const toTicket = workOrderStatuses.map((status) => entryFor(status, statuses));
  const map: BoardStatusMap = { boardId: id, boardName: name, toTicket, toWorkOrder: [] };
  return doubtful(
    'status.no-map',
    { boardId: id, part: 'toTicket' },
    `${name} has no status map: its tickets keep their status, and each new status of a work order waits for a person.`,
    [{ label: 'Begin a status map', edits: [{ kind: 'set-status-map', statusMap: map }] }],
  );
}

/** The board's status of the same or nearly the same name; else the ticket is left alone. */
function entryFor(workOrderStatus: string, statuses: readonly CatalogOption[]): Entry {
  const match = sameName(workOrderStatus, statuses);
  return match === undefined
    ? { workOrderStatus, ticketStatusId: null, ticketStatusName: '' }
    : { workOrderStatus, ticketStatusId: Number(match.value), ticketStatusName: match.label };
}

function sameName(name: string, statuses: readonly CatalogOption[]): CatalogOption | undefined {
  return statuses.find(({ label }) => plain(label) === plain(name)) ?? nearest(name, statuses, ({ label }) => [label]);
}

function checkMap(context: CheckContext, map: BoardStatusMap): readonly Finding[] {
  const { boards, connectwise } = context;
  const { boardId } = map;
  const known = connectwise.find('board')?.options ?? [];
  const gone = connectwise.known && known.length > 0 && !known.some(({ value }) => value === boardId);
  if (gone)
    return [
      doubtful('status.board-gone', { boardId, part: '' }, `ConnectWise has no board ${map.boardName} any more.`, [
        { label: 'Remove its status map', edits: [{ kind: 'remove-status-map', boardId }] },
      ]),
    ];
  const statuses = statusesOf(context, boardId);
  const dispatched = boards.some(({ id }) => id === boardId);
  return [
    ...checkRepeats(map),
    ...map.toTicket.flatMap((entry) => checkEntry(map, entry, statuses)),
    ...(dispatched ? unmapped(map, statuses ?? []) : []),
    ...checkActions(map, statuses),
  ];
}

function set(label: string, map: BoardStatusMap, changes: Partial<BoardStatusMap>): Fix {
  return { label, edits: [{ kind: 'set-status-map', statusMap: { ...map, ...changes } }] };
}

const keyOf = (status: string): string => status.trim().toLowerCase();

/** The first entry of a status counts. */
function checkRepeats(map: BoardStatusMap): readonly Finding[] {
  const seen = new Set<string>();
  const twice: Entry[] = [];
  const toTicket = map.toTicket.filter((entry) => {
    const first = !seen.has(keyOf(entry.workOrderStatus));
    seen.add(keyOf(entry.workOrderStatus));
    if (!first) twice.push(entry);
    return first;
  });
  if (twice.length === 0) return [];
  return [
    doubtful(
      'status.twice',
      { boardId: map.boardId, part: 'toTicket' },
      `${twice[0]?.workOrderStatus} stands in the status map of ${map.boardName} more than once; only the first counts.`,
      [set('Remove the others', map, { toTicket })],
    ),
  ];
}

function checkEntry(map: BoardStatusMap, entry: Entry, statuses: readonly CatalogOption[] | null): readonly Finding[] {
  const { workOrderStatus, ticketStatusId, ticketStatusName } = entry;
  const first = map.toTicket.find((one) => keyOf(one.workOrderStatus) === keyOf(workOrderStatus));
  if (first !== entry) return [];
  const place = { boardId: map.boardId, part: `toTicket.${workOrderStatus}` };
  const put = (label: string, next: Entry) =>
    set(label, map, { toTicket: map.toTicket.map((one) => (one === entry ? next : one)) });
  if (!workOrderStatuses.some((status) => keyOf(status) === keyOf(workOrderStatus)))
    return [
      doubtful('status.unknown', place, `Field Nation has no status ${workOrderStatus}, so this entry is never used.`, [
        set('Remove the entry', map, { toTicket: map.toTicket.filter((one) => one !== entry) }),
      ]),
    ];
  if (ticketStatusId === null) return [];
  if (statuses !== null && !statuses.some(({ value }) => value === ticketStatusId)) {
    const match = sameName(ticketStatusName, statuses) ?? sameName(workOrderStatus, statuses);
    return [
      wrong(
        'status.not-on-board',
        place,
        `${map.boardName} has no status ${ticketStatusName || ticketStatusId} that is in use: a ticket whose work order is ${workOrderStatus} would keep its status and wait for a person.`,
        [
          match === undefined
            ? null
            : put(`Use ${match.label}`, {
                workOrderStatus,
                ticketStatusId: Number(match.value),
                ticketStatusName: match.label,
              }),
          put('Leave the ticket alone', { workOrderStatus, ticketStatusId: null, ticketStatusName: '' }),
        ],
      ),
    ];
  }
  const name = statuses?.find(({ value }) => value === ticketStatusId)?.label ?? ticketStatusName;
  if (!/\bclosed?\b/i.test(name) || !before.has(keyOf(workOrderStatus))) return [];
  return [
    doubtful(
      'status.closes-early',
      place,
      `A work order that is ${workOrderStatus} is still going on, and ${name} closes its ticket. A closed ticket is not reopened by the status map.`,
      [put('Leave the ticket alone', { workOrderStatus, ticketStatusId: null, ticketStatusName: '' })],
    ),
  ];
}

/** Statuses of work that is not over. */
const before: ReadonlySet<string> = new Set(['draft', 'published', 'routed', 'assigned']);

function unmapped(map: BoardStatusMap, statuses: readonly CatalogOption[]): readonly Finding[] {
  const named = new Set(map.toTicket.map((entry) => keyOf(entry.workOrderStatus)));
  return workOrderStatuses
    .filter((status) => !named.has(keyOf(status)))
    .map((status) => {
      const match = sameName(status, statuses);
      const add = (label: string, entry: Entry) => set(label, map, { toTicket: [...map.toTicket, entry] });
      return doubtful(
        'status.unmapped',
        { boardId: map.boardId, part: `toTicket.${status}` },
        `The status map of ${map.boardName} says nothing about ${status}: a work order with it waits for a person.`,
        [
          match === undefined ? null : add(`Set the ticket to ${match.label}`, entryFor(status, statuses)),
          add('Leave the ticket alone', entryFor(status, [])),
        ],
      );
    });
}

function checkActions(map: BoardStatusMap, statuses: readonly CatalogOption[] | null): readonly Finding[] {
  const { boardId } = map;
  const seen = new Set<number>();
  return map.toWorkOrder.flatMap((entry): readonly Finding[] => {
    const { ticketStatusId, ticketStatusName } = entry;
    const part = `toWorkOrder.${ticketStatusId}`;
    const first = !seen.has(ticketStatusId);
    seen.add(ticketStatusId);
    if (!first)
      return [
        doubtful(
          'status.action-twice',
          { boardId, part },
          `${ticketStatusName} asks for more than one thing; only the first counts.`,
          [set('Remove the others', map, { toWorkOrder: firstOfEach(map.toWorkOrder) })],
        ),
      ];
    if (statuses === null || statuses.some(({ value }) => value === ticketStatusId)) return [];
    const match = sameName(ticketStatusName, statuses);
    const next = match && { ...entry, ticketStatusId: Number(match.value), ticketStatusName: match.label };
    const put = (toWorkOrder: BoardStatusMap['toWorkOrder']) => ({ toWorkOrder });
    return [
      wrong(
        'status.not-on-board',
        { boardId, part },
        `${map.boardName} has no status ${ticketStatusName || ticketStatusId} that is in use, so nothing would ever be asked of a work order.`,
        [
          next === undefined
            ? null
            : set(`Use ${next.ticketStatusName}`, map, put(map.toWorkOrder.map((one) => (one === entry ? next : one)))),
          set('Remove the entry', map, put(map.toWorkOrder.filter((one) => one.ticketStatusId !== ticketStatusId))),
        ],
      ),
    ];
  });
}

function firstOfEach(entries: BoardStatusMap['toWorkOrder']): BoardStatusMap['toWorkOrder'] {
  const seen = new Set<number>();
  return entries.filter(({ ticketStatusId }) => !seen.has(ticketStatusId) && seen.add(ticketStatusId));
}
