import { z } from 'zod';
import type { Named } from '../../../shared/domain/records.ts';
import type { Board, BoardStatus } from '../port.ts';
import type { Api } from './api.ts';
import { boardSchema, boardStatusSchema } from './schemas.ts';

/* Boards and what hangs on them (reference/connectwise.md 3.4). */

export async function boards(api: Api, signal?: AbortSignal): Promise<readonly Board[]> {
  const found = await api.list({ path: '/service/boards', label: 'the service boards', signal }, boardSchema);
  return found.map((board) => ({
    id: board.id,
    name: board.name,
    inactive: board.inactiveFlag === true,
    project: board.projectFlag === true,
  }));
}

export async function boardStatuses(api: Api, boardId: number, signal?: AbortSignal): Promise<readonly BoardStatus[]> {
  const path = `/service/boards/${boardId}/statuses`;
  const call = { path, label: `the statuses of Service Board ${boardId}`, signal };
  const found = await api.list(call, boardStatusSchema);
  return found.map((status) => ({
    id: status.id,
    name: status.name,
    boardId,
    closed: status.closedStatus === true,
    inactive: status.inactive === true || status.inactiveFlag === true,
    sortOrder: status.sortOrder ?? 0,
  }));
}

/** Tables whose entries are a name and perhaps out of use. Names of people are in `members.ts`. */
const entrySchema = z.looseObject({
  id: z.number().int(),
  name: z.string().nullish(),
  identifier: z.string().nullish(),
  inactiveFlag: z.boolean().nullish(),
});

/** The entries in use of a setup table, e.g. `/service/priorities` or `/service/boards/2/types`. */
export async function setupTable(
  api: Api,
  path: string,
  label: string,
  signal?: AbortSignal,
): Promise<readonly Named[]> {
  const found = await api.list({ path, label, signal }, entrySchema);
  return found
    .filter((entry) => entry.inactiveFlag !== true)
    .map((entry) => ({ id: entry.id, name: entry.name || entry.identifier || String(entry.id) }));
}
