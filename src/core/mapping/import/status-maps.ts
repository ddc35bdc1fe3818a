import type { BoardStatusMap } from '../../../shared/domain/mapping.ts';
import { valueInWords } from '../../../shared/domain/rule-words.ts';
import { workOrderStatuses } from '../../../shared/domain/work-order-statuses.ts';
import type { Json } from '../../../shared/json.ts';
import { type ForeignRule, shown } from './read-rule.ts';
import { entries } from './translate.ts';

/* Field Nation's connector maps statuses by a rule. Here each board has a status map, because every board has its own statuses. */

const statusPaths: ReadonlySet<string> = new Set(['status', 'status.name', 'status.id', 'status_id', 'status.display']);

export function isStatusRule({ source, target }: ForeignRule): boolean {
  return statusPaths.has(target) && (source === '' || statusPaths.has(source));
}

interface StatusImport {
  readonly statusMap: BoardStatusMap | null;
  readonly remarks: readonly string[];
}

/** A board and numbers of its statuses make a status map; anything else a person has to enter. */
export function statusRule(foreign: ForeignRule, number: number): StatusImport {
  const pairs = entries(foreign.parameters.get('mappings') ?? foreign.parameters.get('map')) ?? [];
  const said = pairs.map(({ compare, value }) => `${valueInWords(compare)} to ${valueInWords(value)}`).join(', ');
  const left = `Rule ${number} (${shown(foreign.source) || 'status'} to ${shown(foreign.target)}) was left out`;
  const values = said === '' ? '' : ` It said: ${said.length > 600 ? `${said.slice(0, 599)}…` : said}.`;
  if (foreign.direction === 'inbound')
    return remark(
      `${left}: a work order's status is changed by actions, not by a value. Choose them in the status map.${values}`,
    );
  const boardId = whole(foreign.parameters.get('board_id') ?? foreign.parameters.get('board'));
  const toTicket = pairs.flatMap(({ compare, value }) => {
    const workOrderStatus = statusName(compare);
    const ticketStatusId = whole(value);
    return workOrderStatus === null || ticketStatusId === null
      ? []
      : [{ workOrderStatus, ticketStatusId, ticketStatusName: '' }];
  });
  if (boardId === null || toTicket.length === 0 || toTicket.length !== pairs.length || pairs.length > 100)
    return remark(`${left}: every board has its own statuses. Enter them in the status map of each board.${values}`);
  const name = foreign.parameters.get('board_name');
  const boardName = typeof name === 'string' ? name.slice(0, 200) : `Board ${boardId}`;
  return {
    statusMap: { boardId, boardName, toTicket, toWorkOrder: [] },
    remarks: [`Rule ${number} became the status map of ${boardName}: look at each status there.`],
  };
}

function remark(text: string): StatusImport {
  return { statusMap: null, remarks: [text] };
}

function statusName(value: Json): string | null {
  if (typeof value !== 'string') return null;
  return workOrderStatuses.find((status) => status.toLowerCase() === value.trim().toLowerCase()) ?? null;
}

function whole(value: Json | undefined): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
